import type { Subprocess } from "bun"
import type { Size } from "./measure"

/** In bytes. A picture of the requested size is much smaller. */
const MAX_OUTPUT = 24 * 1024 * 1024
const TIMEOUT_MS = 20_000

// More than the tools need for any video that browsers play.
const MAX_MEMORY = 2 * 1024 * 1024 * 1024
const MAX_CPU_SECONDS = 30

type Tool = "ffmpeg" | "pdftoppm" | "vipsthumbnail"

/**
 * ffmpeg's demuxer by content type. Given explicitly, because ffmpeg would otherwise detect
 * playlists and read the local files that they name.
 */
const DEMUXERS: Record<string, string> = {
  "video/mp4": "mov",
  "video/quicktime": "mov",
  "video/3gpp": "mov",
  "video/webm": "matroska",
  "video/matroska": "matroska",
  "video/x-matroska": "matroska",
  "video/ogg": "ogg",
  "video/mpeg": "mpeg",
  "video/vnd.avi": "avi",
  "video/x-msvideo": "avi",
}

// Only the loaders that libvips trusts with hostile files, in one thread.
const VIPS = { VIPS_BLOCK_UNTRUSTED: "1", VIPS_CONCURRENCY: "1" }

const paths = new Map<string, string | null>()

export const hasTool = (tool: Tool) => pathTo(tool) !== null

export const canDemux = (content_type: string) => content_type in DEMUXERS && hasTool("ffmpeg")

/** A representative frame from the beginning of a video, as PNG. */
export function stillOf(path: string, content_type: string, signal: AbortSignal) {
  const demuxer = DEMUXERS[content_type]
  if (!demuxer) throw new Error(`No demuxer for ${content_type}`)
  return runTool("ffmpeg", signal, [
    ...["-v", "error", "-nostdin", "-threads", "1", "-max_alloc", "268435456"],
    ...["-protocol_whitelist", "file", "-max_pixels", "50000000", "-f", demuxer, "-t", "10"],
    ...["-i", path, "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", STILL],
    ...["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1"],
  ])
}

// Scales to square pixels and down before the thumbnail filter compares the frames.
const STILL =
  "scale=trunc(iw*if(gt(sar\\,0)\\,sar\\,1)):ih,setsar=1,scale=min(1200\\,iw):min(800\\,ih):force_original_aspect_ratio=decrease,thumbnail=24"

/** The first page of a PDF, as PNG. */
export function firstPage(path: string, signal: AbortSignal) {
  const pages = ["-f", "1", "-l", "1", "-singlefile"]
  return runTool("pdftoppm", signal, [...pages, "-scale-to", "1200", "-png", path])
}

/** A picture that fits into `size`, with its colors and rotation applied, as WebP. */
export function thumbnailOf(path: string, size: Size, signal: AbortSignal) {
  const box = `${size.width}x${size.height}>`
  return runTool("vipsthumbnail", signal, [path, "--size", box, "-o", ".webp[Q=82,strip]"])
}

/** The output of `tool`, run with limited time, memory and priority until `signal` aborts. */
async function runTool(tool: Tool, signal: AbortSignal, args: string[]) {
  signal.throwIfAborted()
  const child = Bun.spawn([...limitsPrefix(), pathTo(tool) ?? tool, ...args], {
    env: { PATH: process.env.PATH ?? "", LANG: "C", ...VIPS },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
    signal,
  })
  const [output, errors] = await Promise.all([
    upTo(MAX_OUTPUT, child.stdout, child),
    upTo(4096, child.stderr),
    child.exited,
  ])
  if (child.exitCode === 0 && output.length > 0) return output
  const reason = errors.toString().trim() || `exit code ${child.exitCode ?? child.signalCode}`
  throw new Error(`${tool} failed: ${reason}`)
}

/** @param child is killed when it writes more than `maxBytes` */
async function upTo(maxBytes: number, stream: ReadableStream<Uint8Array>, child?: Subprocess) {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    if (length + chunk.length > maxBytes) child?.kill("SIGKILL")
    else chunks.push(chunk)
    length = Math.min(maxBytes, length + chunk.length)
  }
  return Buffer.concat(chunks)
}

/** A command prefix that lowers the priority and limits memory and CPU time. */
function limitsPrefix() {
  const nice = pathTo("nice")
  const limits = pathTo("prlimit")
  return [
    ...(nice ? [nice, "-n", "15"] : []),
    ...(limits ? [limits, `--as=${MAX_MEMORY}`, `--cpu=${MAX_CPU_SECONDS}`] : []),
  ]
}

function pathTo(command: string) {
  const cached = paths.get(command)
  if (cached !== undefined) return cached
  const path = Bun.which(command)
  paths.set(command, path)
  return path
}
