import type { Subprocess } from "bun"

/** Of what a tool may draw, in bytes; a picture of the size that is asked for is far below. */
const MOST_OUTPUT = 24 * 1024 * 1024
const PATIENCE_MS = 20_000

// Above what the tools need for anything that is played in browsers.
const MOST_MEMORY = 2 * 1024 * 1024 * 1024
const MOST_CPU_SECONDS = 30

type Tool = "ffmpeg" | "pdftoppm"

/**
 * What takes films apart, by what they are: the tool is told, for left to itself it would also
 * follow lists that name other files of this machine.
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

const whereabouts = new Map<string, string | null>()

export const hasTool = (tool: Tool) => whereIs(tool) !== null

export const canTakeApart = (content_type: string) => content_type in DEMUXERS && hasTool("ffmpeg")

/** The most telling of a film's first pictures, as a PNG. */
export function stillOf(path: string, content_type: string, signal: AbortSignal) {
  const demuxer = DEMUXERS[content_type]
  if (!demuxer) throw new Error(`Nothing takes ${content_type} apart`)
  return drawnBy("ffmpeg", signal, [
    ...["-v", "error", "-nostdin", "-threads", "1", "-max_alloc", "268435456"],
    ...["-protocol_whitelist", "file", "-max_pixels", "50000000", "-f", demuxer, "-t", "10"],
    ...["-i", path, "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", STILL],
    ...["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1"],
  ])
}

// Made small before they are compared, square pixels first.
const STILL =
  "scale=trunc(iw*if(gt(sar\\,0)\\,sar\\,1)):ih,setsar=1,scale=min(1200\\,iw):min(800\\,ih):force_original_aspect_ratio=decrease,thumbnail=24"

/** The first page of a PDF, as a PNG. */
export function firstPage(path: string, signal: AbortSignal) {
  const pages = ["-f", "1", "-l", "1", "-singlefile"]
  return drawnBy("pdftoppm", signal, [...pages, "-scale-to", "1200", "-png", path])
}

/** What `tool` draws, with little time, memory and priority, and never longer than `signal` allows. */
async function drawnBy(tool: Tool, signal: AbortSignal, args: string[]) {
  signal.throwIfAborted()
  const child = Bun.spawn([...gently(), whereIs(tool) ?? tool, ...args], {
    env: { PATH: process.env.PATH ?? "", LANG: "C" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    signal,
  })
  const [picture, complaint] = await Promise.all([
    upTo(MOST_OUTPUT, child.stdout, child),
    upTo(4096, child.stderr),
    child.exited,
  ])
  if (child.exitCode === 0 && picture.length > 0) return picture
  const why = complaint.toString().trim() || `it ended with ${child.exitCode ?? child.signalCode}`
  throw new Error(`${tool} drew nothing: ${why}`)
}

/** @param child is ended when it says more */
async function upTo(most: number, stream: ReadableStream<Uint8Array>, child?: Subprocess) {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    if (length + chunk.length > most) child?.kill("SIGKILL")
    else chunks.push(chunk)
    length = Math.min(most, length + chunk.length)
  }
  return Buffer.concat(chunks)
}

/** Words before a command that make it give way to everything else. */
function gently() {
  const nice = whereIs("nice")
  const limits = whereIs("prlimit")
  return [
    ...(nice ? [nice, "-n", "15"] : []),
    ...(limits ? [limits, `--as=${MOST_MEMORY}`, `--cpu=${MOST_CPU_SECONDS}`] : []),
  ]
}

function whereIs(command: string) {
  const known = whereabouts.get(command)
  if (known !== undefined) return known
  const path = Bun.which(command)
  whereabouts.set(command, path)
  return path
}
