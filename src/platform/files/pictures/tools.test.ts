import { afterAll, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pdf, video } from "../../../../test/support/sample-files"
import { canDemux, firstPage, stillOf } from "./tools"

const folder = mkdtempSync(join(tmpdir(), "hearth-tools-"))
const never = new AbortController().signal

afterAll(() => rmSync(folder, { recursive: true }))

async function written(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name)
  await Bun.write(path, bytes)
  return path
}

const formatOf = async (bytes: Uint8Array) => (await new Bun.Image(bytes).metadata()).format

test("a video is previewed by a frame, a PDF by its first page", async () => {
  const walk = await written("walk.webm", await video(160, 120, "webm"))
  const letter = await written("letter.pdf", pdf())

  expect(await formatOf(await stillOf(walk, "video/webm", never))).toBe("png")
  expect(await formatOf(await firstPage(letter, never))).toBe("png")
})

test("a playlist can't read local files", async () => {
  const secret = await written("secret.mp4", await video(160, 120))
  const list = `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${secret}\n#EXT-X-ENDLIST\n`

  await expect(stillOf(await written("list.mp4", list), "video/mp4", never)).rejects.toThrow(
    "ffmpeg failed",
  )
  expect(canDemux("application/vnd.apple.mpegurl")).toBe(false)
})

test("a tool is killed when the signal aborts", async () => {
  const pipe = join(folder, "endless.mp4")
  await Bun.$`mkfifo ${pipe}`.quiet()
  const abort = new AbortController()

  const still = stillOf(pipe, "video/mp4", abort.signal)
  abort.abort()

  await expect(still).rejects.toThrow()
  await expect(stillOf(pipe, "video/mp4", abort.signal)).rejects.toThrow()
})
