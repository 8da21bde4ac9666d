/** Generated sample files. */

import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deflateSync } from "node:zlib"

const noise = (bytes: Uint8Array) => bytes.map((_, index) => (index * 7919) >> 5)

type Format = "png" | "jpeg" | "webp"

/** A picture of this size with varying colors. */
export async function picture(width: number, height: number, format: Format = "png") {
  const image = new Bun.Image(png(64, 64)).resize(width, height, { fit: "fill" })
  return Buffer.from(await image[format]().bytes())
}

/** A PNG whose header has these dimensions and whose data has `rows` rows. */
export function png(width: number, height: number, rows = height) {
  const pixels = Buffer.alloc(rows * (width * 3 + 1))
  pixels.set(noise(pixels))
  for (let row = 0; row < rows; row++) pixels[row * (width * 3 + 1)] = 0
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Uint8Array) {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(Bun.hash.crc32(named))
  return Buffer.concat([length, named, sum])
}

/** An endless animation of two 4×4 frames. */
export function animatedGif() {
  const frame = [
    ...[0x21, 0xf9, 4, 4, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 4, 0, 4, 0, 0],
    ...[2, 5, 0x84, 0x8f, 0xa9, 0xcb, 0x51, 0],
  ]
  return Buffer.concat([
    Buffer.from("GIF89a"),
    Buffer.from([4, 0, 4, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255]),
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from("NETSCAPE2.0"),
    Buffer.from([3, 1, 0, 0, 0, ...frame, ...frame, 0x3b]),
  ])
}

/** An A4 page with the text "Hello". */
export function pdf() {
  const content = "BT /F1 48 Tf 72 700 Td (Hello) Tj ET"
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ]
  let text = "%PDF-1.4\n"
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj${object}endobj\n`
    return `${String(place).padStart(10, "0")} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`
  const trailer = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>`
  return Buffer.from(`${text}${table}${trailer}\nstartxref\n${text.length}\n%%EOF`)
}

/** A picture of 600×400 in a format that Bun can't write; HEIC needs an encoder that few machines have. */
export async function otherPicture(format: "heic" | "avif" | "tiff" | "bmp") {
  if (format === "heic")
    return Buffer.from(await Bun.file(join(import.meta.dir, "samples/picture.heic")).bytes())
  const folder = await mkdtemp(join(tmpdir(), "hearth-samples-"))
  try {
    const [from, to] = [join(folder, "picture.png"), join(folder, `picture.${format}`)]
    await Bun.write(from, await picture(600, 400))
    const command = format === "bmp" ? ["ffmpeg", "-v", "error", "-i"] : ["vips", "copy"]
    await Bun.spawn([...command, from, to], { stdin: "ignore", stderr: "ignore" }).exited
    return Buffer.from(await Bun.file(to).bytes())
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A video of two seconds. */
export async function video(width: number, height: number, format: "mp4" | "webm" = "mp4") {
  const source = `testsrc=size=${width}x${height}:rate=10:duration=2`
  // A pipe is not seekable, so the MP4 must be fragmented.
  const whole = format === "mp4" ? ["-movflags", "frag_keyframe+empty_moov"] : []
  const child = Bun.spawn(
    ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, ...whole, "-f", format, "pipe:1"],
    { stdin: "ignore", stdout: "pipe", stderr: "inherit" },
  )
  return Buffer.from(await new Response(child.stdout).arrayBuffer())
}

/** A tone of one second. */
export function wav() {
  const rate = 8000
  const header = Buffer.alloc(44)
  header.write("RIFF", 0)
  header.writeUInt32LE(36 + rate, 4)
  header.write("WAVEfmt ", 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write("data", 36)
  header.writeUInt32LE(rate, 40)
  const wave = Buffer.alloc(rate).map((_, at) => 128 + Math.round(100 * Math.sin(at / 3)))
  return Buffer.concat([header, wave])
}
