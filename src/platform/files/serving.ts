import type { Context } from "hono"
import type { WebEnv } from "../http/environment"
import { NotFound } from "../http/errors"
import { files } from "./storage"
import type { StoredBlob } from "./table"

const A_YEAR = 31_536_000

/** What browsers show or play without running any of it. All else is saved. */
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

/** What a browser could run as ours, if it were ever told what it is. */
const NEVER_NAMED = /html|xml|svg|mathml|postscript|flash|manifest|script/

// Were it ever drawn as a page, then one of no origin, that loads and runs nothing.
const CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'"

type Served = Pick<StoredBlob, "key" | "filename" | "content_type" | "byte_size">

/**
 * A file as an answer, the whole or the range that was asked for, read as it is sent. Who may have
 * it was asked before.
 *
 * @param saved whether the browser is to save it, also where it could show it
 */
export async function serveFile<E extends WebEnv>(
  c: Context<E>,
  blob: Served,
  { saved }: { saved: boolean },
): Promise<Response> {
  const etag = `"${Bun.hash(blob.key).toString(36)}"`
  const headers = {
    ...dispositionOf(blob, saved),
    ETag: etag,
    "Accept-Ranges": "bytes",
    // Its bytes never change, and it is its reader's own.
    "Cache-Control": `private, max-age=${A_YEAR}, immutable`,
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
  }
  if (isKnown(c.req.header("if-none-match"), etag))
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

function dispositionOf({ filename, content_type }: Served, saved: boolean) {
  const inline = INLINE.has(content_type) && !saved
  const type = NEVER_NAMED.test(content_type) ? "application/octet-stream" : content_type
  return {
    "Content-Type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
    "Content-Disposition": `${inline ? "inline" : "attachment"}; ${named(filename)}`,
  }
}

/** The name for all, as RFC 6266 has it: in plain letters, and in its own. */
function named(filename: string) {
  const plain = filename
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/g, "_")
  const full = encodeURIComponent(filename).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${full}`
}

const isKnown = (header: string | undefined, etag: string) =>
  header?.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^W\//, "")))

type Range = { start: number; end: number }

/** The one range that was asked for; null where the whole is to be given instead. */
function rangeOf<E extends WebEnv>(
  c: Context<E>,
  size: number,
  etag: string,
): Range | "unsatisfiable" | null {
  const condition = c.req.header("if-range")
  if (condition !== undefined && condition !== etag) return null
  // Several at once nobody needs who plays or resumes: they get the whole, which is allowed.
  const [, first = "", last = ""] =
    /^bytes=(\d{0,15})-(\d{0,15})$/.exec(c.req.header("range") ?? "") ?? []
  if (first === "" && last === "") return null
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== "" && last !== "" && Number(last) < start) return null
  return start > end ? "unsatisfiable" : { start, end }
}
