import { describe, expect, test } from "bun:test"
import { join } from "node:path"
import { PICTURE_BYTES, readPicture } from "./pictures"

const icon = Bun.file(join(import.meta.dir, "../../../client/public/icon-512.png"))
const wanted = { size: 512, format: "webp", field: "user[avatar]" } as const
const upload = (bytes: Uint8Array, name = "me.png") => new File([Buffer.from(bytes)], name)
const sizeOf = async (bytes: Uint8Array) => {
  const { width, height, format } = await new Bun.Image(bytes).metadata()
  return `${width}×${height} ${format}`
}

describe("an uploaded picture", () => {
  test("is scaled down to WebP and never enlarged", async () => {
    const wide = await new Bun.Image(await icon.bytes()).resize(1000, 300).jpeg().bytes()
    const tiny = await new Bun.Image(await icon.bytes()).resize(20, 30).png().bytes()

    expect(await sizeOf((await readPicture(upload(wide), wanted)).bytes)).toBe("512×154 webp")
    expect(await sizeOf((await readPicture(upload(tiny), wanted)).bytes)).toBe("20×30 webp")
  })

  test("is detected by content, not by name", async () => {
    const png = upload(await icon.bytes(), "me.txt")

    const picture = await readPicture(png, wanted)

    expect(picture).toMatchObject({ filename: "me.webp", content_type: "image/webp" })
  })

  test("is rejected as a bitmap, an unsupported file or a broken picture", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    for (const bytes of [bitmap(), Buffer.from("hello"), Buffer.from(svg), cut(await icon.bytes())])
      await expect(readPicture(upload(bytes), wanted)).rejects.toMatchObject({
        reasons: { "user[avatar]": expect.stringContaining("not a supported picture") },
      })
  })

  test("is rejected when it is too large", async () => {
    const heavy = upload(new Uint8Array(PICTURE_BYTES + 1))

    await expect(readPicture(heavy, wanted)).rejects.toMatchObject({ status: 422 })
  })
})

const cut = (bytes: Uint8Array) => Buffer.from(bytes.slice(0, 60))

/** One pixel that Bun can decode. */
function bitmap() {
  const bytes = Buffer.alloc(58)
  bytes.write("BM")
  bytes.writeUInt32LE(58, 2)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(1, 18)
  bytes.writeInt32LE(1, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  return bytes
}
