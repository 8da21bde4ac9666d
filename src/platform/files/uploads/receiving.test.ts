import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { seedOr } from "../../../../test/support/seeds"
import { ValidationError } from "../../http/errors"
import { configureFiles, configureUploadLimit, diskFiles, receiveForm } from "../file"

const folder = mkdtempSync(join(tmpdir(), "hearth-incoming-"))
const FIELD = "message[attachment]"
const LIMIT = 64 * 1024

beforeAll(() => {
  configureFiles(diskFiles(folder))
  configureUploadLimit(LIMIT)
})
afterAll(() => {
  configureFiles(undefined)
  configureUploadLimit(512 * 1024 * 1024)
  rmSync(folder, { recursive: true })
})

const left = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())

/** A request whose body arrives in chunks, split at `cuts`. */
function requestOf(body: Uint8Array, type: string, cuts: number[] = []) {
  const places = [0, ...cuts.map((cut) => cut % (body.length + 1)), body.length]
  const sorted = places.toSorted((a, b) => a - b)
  const pieces = sorted.slice(1).map((end, index) => body.subarray(sorted[index], end))
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift()
      if (piece) controller.enqueue(new Uint8Array(piece))
      else controller.close()
    },
  })
  return new Request("http://hearth.example/", {
    method: "POST",
    headers: { "content-type": type },
    body: stream,
  })
}

/** The parsed form with its file's bytes, which are deleted when this ends. */
async function outcome(request: Request) {
  try {
    await using form = await receiveForm(request, FIELD)
    const bytes = form.file && Buffer.from(await Bun.file(form.file.path).bytes())
    return { texts: [...form.texts], filename: form.file?.filename, bytes, status: 200 }
  } catch (error) {
    if (error instanceof ValidationError) return { status: error.status }
    throw error
  }
}

const part = (head: string, content: Uint8Array | string) =>
  Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(content)])

const formOf = (boundary: string, parts: Uint8Array[]) =>
  Buffer.concat([
    ...parts.flatMap((one) => [Buffer.from(`--${boundary}\r\n`), one, Buffer.from("\r\n")]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

const filePart = (name: string, filename: string, content: Uint8Array | string) =>
  part(`Content-Disposition: form-data; name="${name}"; filename="${filename}"`, content)

const textPart = (name: string, content: string) =>
  part(`Content-Disposition: form-data; name="${name}"`, content)

const cuts = fc.array(fc.nat(100_000), { maxLength: 20 })
const SEEDED = { seed: seedOr(20_240_102), numRuns: 300, endOnFailure: true }

describe("a form with a file", () => {
  test("is parsed the same for any split into chunks", async () => {
    const boundary = fc.stringMatching(/^[A-Za-z0-9'()+_,./:=?-]{1,60}$/)
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 5000 }),
      // Almost a boundary.
      fc
        .array(fc.constantFrom("\r", "\n", "-", "--", "\r\n--", "--x", "\r\n--x ", "a"), {
          maxLength: 60,
        })
        .map((words) => Buffer.from(words.join(""))),
    )
    await fc.assert(
      fc.asyncProperty(boundary, content, fc.string(), cuts, async (name, bytes, text, places) => {
        fc.pre(!Buffer.from(bytes).includes(`--${name}`) && !text.includes(`--${name}`))
        const body = formOf(name, [
          textPart("message[body]", text),
          filePart(FIELD, "a.bin", bytes),
          textPart("after", "x"),
        ])

        const got = await outcome(
          requestOf(body, `multipart/form-data; boundary="${name}"`, places),
        )

        expect(got).toEqual({
          status: 200,
          filename: "a.bin",
          bytes: Buffer.from(bytes),
          texts: [
            ["message[body]", text.toWellFormed()],
            ["after", "x"],
          ],
        })
      }),
      SEEDED,
    )
    expect(left()).toEqual([])
  })

  test("is rejected without leaving a file when it is malformed or incomplete", async () => {
    const junk = fc.constantFrom(
      "--x\r\n",
      "--x--",
      "\r\n",
      "Content-Disposition: form-data",
      `; name="${FIELD}"`,
      '; filename="a"',
      "; filename*=UTF-8''%FF%",
      "; filename*=UTF-8''a%2Fb",
      "Content-Type: application/octet-stream\r\n",
      "Content-Type: multipart/mixed; boundary=x\r\n",
      "Content-Transfer-Encoding: base64\r\n",
      ": :\r\n",
      "\0",
      "\xff\xfe",
      `${"long".repeat(5000)}: x\r\n`,
      "\r\n\r\n",
      "bytes",
    )
    const body = fc.oneof(
      fc.array(junk, { maxLength: 40 }).map((words) => Buffer.from(words.join(""), "latin1")),
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.nat(500), fc.uint8Array({ maxLength: 300 }))
        .map(([end, bytes]) => formOf("x", [filePart(FIELD, "a.bin", bytes)]).subarray(0, end)),
    )
    const type = fc.constantFrom(
      "multipart/form-data; boundary=x",
      'multipart/form-data; boundary="x"',
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "multipart/form-data; boundary=\t;;=",
      `multipart/form-data; boundary=${"x".repeat(5000)}`,
    )
    await fc.assert(
      fc.asyncProperty(body, type, cuts, async (bytes, contentType, places) => {
        const { status } = await outcome(requestOf(bytes, contentType, places))

        expect([200, 400, 413, 422]).toContain(status)
        expect(left()).toEqual([])
      }),
      { ...SEEDED, numRuns: 1500 },
    )
  })

  test("is rejected without leaving a file when the client disconnects", async () => {
    const whole = formOf("x", [filePart(FIELD, "a.bin", new Uint8Array(3000))])
    for (const end of [0, 1, 40, 90, 150, 2000, whole.length - 6]) {
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(whole.subarray(0, end)),
        pull: (controller) => controller.error(new Error("The connection was closed")),
      })
      const request = new Request("http://hearth.example/", {
        method: "POST",
        headers: { "content-type": "multipart/form-data; boundary=x" },
        body: stream,
      })

      expect(await outcome(request)).toEqual({ status: 400 })
      expect(left()).toEqual([])
    }
  })

  test("is rejected as soon as the file exceeds the limit", async () => {
    const sized = (bytes: number) =>
      requestOf(formOf("x", [filePart(FIELD, "a", new Uint8Array(bytes))]), TYPE)

    expect(await outcome(sized(LIMIT))).toMatchObject({ status: 200 })
    expect(await outcome(sized(LIMIT + 1))).toEqual({ status: 413 })
    expect(left()).toEqual([])
  })

  test("has limits on parts and text length", async () => {
    const texts = (count: number, length = 1) =>
      Array.from({ length: count }, (_, index) => textPart(`t${index}`, "x".repeat(length)))

    expect(await outcome(requestOf(formOf("x", texts(30)), TYPE))).toMatchObject({ status: 200 })
    expect(await outcome(requestOf(formOf("x", texts(2000)), TYPE))).toEqual({ status: 400 })
    expect(await outcome(requestOf(formOf("x", texts(1, 300_000)), TYPE))).toEqual({ status: 413 })
  })

  test("accepts a file in one field only and unescapes its name", async () => {
    const named = (field: string, filename: string) =>
      outcome(requestOf(formOf("x", [filePart(field, filename, "Tea")]), TYPE))

    expect(await named("another", "a.txt")).toEqual({ status: 422 })
    expect(await named(FIELD, "")).toMatchObject({ status: 200, bytes: null })
    expect(await named(FIELD, "Grüße %22a%22%0A.txt")).toMatchObject({ filename: "Grüße _a_.txt" })
  })

  const TYPE = "multipart/form-data; boundary=x"
})
