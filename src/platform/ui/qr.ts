import { Hono } from "hono"
import { renderSVG } from "uqr"
import type { WebEnv } from "../http/environment"
import { NotFound } from "../http/errors"
import { sign, verify } from "../http/signed"

const A_YEAR = 31_536_000

// Cameras need a margin of four modules.
const QUIET_ZONE = 4

/** `Cache-Control` by the purpose of the signature. */
const CACHING = {
  qr: `public, max-age=${A_YEAR}, immutable`,
  "private qr": "no-store",
}

/**
 * The path of the QR code of `url`.
 *
 * @param secret prevents caching of the picture, for URLs that grant access
 */
export function qrPath(url: string, { secret = false } = {}) {
  return `/qr_code/${sign(secret ? "private qr" : "qr", url)}`
}

export const qrCodes = new Hono<WebEnv>()

qrCodes.get("/qr_code/:id", (c) => {
  const id = c.req.param("id")
  for (const purpose of ["qr", "private qr"] as const) {
    const url = verify(purpose, id)
    if (url !== null)
      return c.body(renderSVG(url, { border: QUIET_ZONE }), 200, {
        "Content-Type": "image/svg+xml",
        "Cache-Control": CACHING[purpose],
      })
  }
  throw new NotFound()
})
