import { Hono } from "hono"
import { renderSVG } from "uqr"
import type { WebEnv } from "../http/environment"
import { NotFound } from "../http/errors"
import { sign, verify } from "../http/signed"

const A_YEAR = 31_536_000

// Without a margin of four modules many a camera finds no code.
const QUIET_ZONE = 4

/** By what the code's address is signed for, how its picture may be kept. */
const CACHING = {
  qr: `public, max-age=${A_YEAR}, immutable`,
  "private qr": "no-store",
}

/**
 * The address of `url` as a QR code.
 *
 * @param secret when nobody may keep the picture, for whoever has `url` gets in
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
