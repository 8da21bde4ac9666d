import type { Context } from "hono"
import type { WebEnv } from "../http/environment"
import { NotFound } from "../http/errors"
import { files } from "./storage"
import type { StoredBlob } from "./table"

const A_YEAR = 31_536_000

/** Types that browsers display or play without running code. Others are downloaded. */
const INLINE = new Set([
  "application/pdf",
  "audio/aac",
  "audio/flac",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/webm",
  "image/avif",
  "image/bmp",
  "image/gif",
  "image/heic",
  "image/heif",
  "image/jpeg",
  "image/png",
  "image/tiff",
  "image/vnd.adobe.photoshop",
  "image/webp",
  "image/x-icon",
  "video/mp4",
  "video/ogg",
  "video/quicktime",
  "video/webm",
])

/** Types that a browser could run on our origin. Served as application/octet-stream. */
const ACTIVE_CONTENT = /html|xml|svg|mathml|postscript|flash|manifest|script/

// Defense in depth: rendered as a page, the file has an opaque origin and can't run or load
// anything.
const CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'"

type Served = Pick<StoredBlob, "key" | "filename" | "content_type" | "byte_size">

/**
 * Streams a file or the requested range of it. The caller has checked access.
 *
 * @param download whether the browser downloads it even if it could display it
 */
export async function serveFile<E extends WebEnv>(
  c: Context<E>,
  blob: Served,
  { download }: { download: boolean },
): Promise<Response> {
  const etag = `"${Bun.hash(blob.key).toString(36)}"`
  const headers = {
    ...dispositionOf(blob, download),
    ETag: etag,
    "Accept-Ranges": "bytes",
    // The bytes of a key never change.
    "Cache-Control": `private, max-age=${A_YEAR}, immutable`,
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
  }
  if (matchesEtag(c.req.header("if-none-match"), etag))
    return new Response(null, { status: 304, headers })

  const bytes = await files().read(blob.key)
  if (!bytes) throw new NotFound()
  const range = rangeOf(c, blob.byte_size, etag)
  if (range === "unsatisfiable")
    return new Response(null, {
      status: 416,
      headers: { ...headers, "Content-Range": `bytes */${blob.byte_size}` },
    })
  const { start, end } = range ?? { start: 0, end: blob.byte_size - 1 }
  return new Response(bytes.slice(start, end + 1), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      "Content-Length": String(end + 1 - start),
      ...(range && { "Content-Range": `bytes ${start}-${end}/${blob.byte_size}` }),
    },
  })
}

function dispositionOf({ filename, content_type }: Served, download: boolean) {
  const inline = INLINE.has(content_type) && !download
  const type = ACTIVE_CONTENT.test(content_type) ? "application/octet-stream" : content_type
  return {
    "Content-Type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
    "Content-Disposition": `${inline ? "inline" : "attachment"}; ${filenameParameters(filename)}`,
  }
}

/** The filename in ASCII and in UTF-8 (RFC 6266). */
function filenameParameters(filename: string) {
  const ascii = filename
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/g, "_")
  const utf8 = encodeURIComponent(filename).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${utf8}`
}

const matchesEtag = (header: string | undefined, etag: string) =>
  header?.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^W\//, "")))

type Range = { start: number; end: number }

/** The requested range; null to send the whole file. */
function rangeOf<E extends WebEnv>(
  c: Context<E>,
  size: number,
  etag: string,
): Range | "unsatisfiable" | null {
  const condition = c.req.header("if-range")
  if (condition !== undefined && condition !== etag) return null
  // Multiple ranges are not supported: RFC 9110 allows sending the whole file instead.
  const [, first = "", last = ""] =
    /^bytes=(\d{0,15})-(\d{0,15})$/.exec(c.req.header("range") ?? "") ?? []
  if (first === "" && last === "") return null
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== "" && last !== "" && Number(last) < start) return null
  return start > end ? "unsatisfiable" : { start, end }
}
