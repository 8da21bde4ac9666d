import { readdirSync, readFileSync } from "node:fs"
import { extname, join, relative } from "node:path"
import { ROOT } from "../../root"
import { type AssetSources, buildAssets, MANIFEST, type Manifest } from "./asset-build"

export { AssetBuildError } from "./asset-build"

const PREFIX = "/assets/"
const OURS = { client: join(ROOT, "src/client"), lockfile: join(ROOT, "package-lock.json") }

const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const

type Encoding = (typeof ENCODINGS)[number][0]
type Body = { bytes: Uint8Array<ArrayBuffer>; headers: Record<string, string> }
type Asset = { plain: Body } & Partial<Record<Encoding, Body>>

type AssetOptions = { cacheDir: string } & Partial<AssetSources>

let manifest: Manifest = {}
let assets = new Map<string, Asset>()

/**
 * Builds the browser's assets, or finds them in `cacheDir`, and loads them into memory (a few
 * hundred kilobytes).
 *
 * @throws {AssetBuildError} when the sources can't be bundled
 */
export async function loadAssets(options: AssetOptions) {
  const { cacheDir, development = false, ...sources } = options
  const directory = await buildAssets({ ...OURS, ...sources, development }, cacheDir)

  manifest = JSON.parse(readFileSync(join(directory, MANIFEST), "utf8"))
  assets = readAssets(directory)
}

/** The URL path of `application.js`, `application.css` or a file of `public/`. */
export function assetPath(name: string): string {
  const file = manifest[name]
  if (!file) throw new Error(`Unknown asset ${name}. Known assets: ${names()}`)
  return PREFIX + file
}

/** The text of an asset, for assets that are served at a fixed path. */
export function assetText(name: string): string {
  return new TextDecoder().decode(assets.get(assetPath(name))?.plain.bytes)
}

/** Responds to GET and HEAD for an asset, in the smallest encoding that the browser accepts. */
export function serveAsset(request: Request): Response | null {
  const asset = assets.get(pathOf(request.url))
  if (!asset || (request.method !== "GET" && request.method !== "HEAD")) return null

  const { bytes, headers } = smallest(asset, request.headers.get("accept-encoding") ?? "")
  const range = requestedRange(request.headers.get("range"), bytes.length)
  if (!range || headers["content-encoding"]) return new Response(bytes, { headers })
  const { from, to } = range
  return new Response(bytes.subarray(from, to + 1), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${from}-${to}/${bytes.length}` },
  })
}

// Safari plays media only with range requests. Other ranges get the whole file.
function requestedRange(range: string | null, length: number) {
  const [, first, last] = range?.match(/^bytes=(\d{1,10})-(\d{0,10})$/) ?? []
  if (first === undefined) return null
  const from = Number(first)
  const to = Math.min(last ? Number(last) : length - 1, length - 1)
  return from <= to ? { from, to } : null
}

const names = () => Object.keys(manifest).join(", ") || "none, before loadAssets"

// Faster than parsing a URL; an invalid path is not found.
function pathOf(url: string) {
  const start = url.indexOf("/", url.indexOf("://") + 3)
  const query = url.indexOf("?", start)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}

function smallest(asset: Asset, accepted: string): Body {
  if (asset.br && accepts(accepted, "br")) return asset.br
  if (asset.gzip && accepts(accepted, "gzip")) return asset.gzip
  return asset.plain
}

function accepts(accepted: string, encoding: Encoding) {
  return accepted.split(",").some((offer) => {
    const [name, quality] = offer.split(";")
    return name?.trim().toLowerCase() === encoding && !/^\s*q=0(\.0*)?\s*$/.test(quality ?? "")
  })
}

function readAssets(directory: string) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== MANIFEST)
    .map((file) => relative(directory, join(file.parentPath, file.name)))
  const all = new Set(files)
  const originals = files.filter((file) => !isCompressed(file, all))
  return new Map(originals.map((file) => [PREFIX + file, readAsset(directory, file, all)]))
}

function isCompressed(file: string, all: Set<string>) {
  const extension = extname(file)
  return (
    ENCODINGS.some(([, ending]) => ending === extension) &&
    all.has(file.slice(0, -extension.length))
  )
}

function readAsset(directory: string, file: string, all: Set<string>): Asset {
  const asset: Asset = { plain: readBody(directory, file, file) }
  for (const [encoding, ending] of ENCODINGS)
    if (all.has(file + ending)) asset[encoding] = readBody(directory, file + ending, file, encoding)
  return asset
}

function readBody(directory: string, stored: string, file: string, encoding?: Encoding): Body {
  const headers: Record<string, string> = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": Bun.file(file).type,
    // The name contains the digest. The emoji picker reloads its data unless the ETag matches.
    etag: `W/"${file}"`,
    "accept-ranges": "bytes",
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
  }
  if (encoding) headers["content-encoding"] = encoding
  return { bytes: new Uint8Array(readFileSync(join(directory, stored))), headers }
}
