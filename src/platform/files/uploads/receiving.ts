import type { Busboy } from "busboy"
import { ValidationError } from "../../http/errors"
import { cleanFilename } from "../filename"
import { formatBytes } from "../format-bytes"
import { Incoming, tooBig, uploadLimit } from "./temporary-file"

/** Maximum size of a form without its file: text fields and part headers. */
const MAX_OVERHEAD = 1024 * 1024
const LIMITS = { files: 1, fields: 40, fieldSize: 256 * 1024, parts: 50, headerPairs: 200 }

/** A form with its text fields and optional file. The end of the scope deletes the file. */
export class ReceivedForm implements AsyncDisposable {
  readonly texts = new URLSearchParams()
  file: Incoming | null = null

  async [Symbol.asyncDispose]() {
    await this.file?.[Symbol.asyncDispose]()
  }
}

export const isMultipart = (request: Request) =>
  /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "")

/**
 * Streams a multipart body, its file to the disk, with backpressure and constant memory. A failed
 * or aborted upload leaves no file.
 *
 * @param field the only input that may have a file
 * @throws {ValidationError} for an oversized body, before reading it if Content-Length tells; for a
 * malformed form
 */
export async function receiveForm(request: Request, field: string): Promise<ReceivedForm> {
  if (Number(request.headers.get("content-length")) > uploadLimit() + MAX_OVERHEAD)
    throw tooBig(field)
  const form = new ReceivedForm()
  try {
    await read(request, form, field)
    return form
  } catch (error) {
    await form[Symbol.asyncDispose]()
    throw error
  }
}

async function read(request: Request, form: ReceivedForm, field: string) {
  const parser = await parserFor(request)
  const closed = new Promise<void>((resolve) => parser.on("close", resolve))
  const writes: Promise<void>[] = []
  let failure: unknown = null

  // Destroying the parser ends the awaits below, which then throw the failure.
  function fail(error: unknown) {
    failure ??= error
    parser.destroy()
  }

  parser.on("error", () => fail(malformed()))
  parser.on("filesLimit", () => fail(tooMany(field)))
  parser.on("fieldsLimit", () => fail(malformed()))
  parser.on("partsLimit", () => fail(malformed()))
  parser.on("field", (name, value, { valueTruncated }) => {
    if (name === undefined) return
    if (valueTruncated) fail(tooLong(name))
    else form.texts.append(name, value)
  })
  parser.on("file", (name, stream, { filename }) => {
    stream.on("error", () => fail(malformed()))
    // A file input without a file sends a part without a filename.
    if (!filename) return void stream.resume()
    if (name !== field) return fail(unexpectedFile(name))
    writes.push(writeFile(stream, filename).catch(fail))
  })

  async function writeFile(stream: AsyncIterable<Uint8Array>, filename: string) {
    form.file = await Incoming.open(cleanFilename(unescaped(filename)), field)
    for await (const bytes of stream) await form.file.write(bytes)
    await form.file.end()
  }

  try {
    await feed(parser, request, field)
  } catch (error) {
    fail(error)
  }
  await closed
  // All writes have to end before the file can be removed.
  await Promise.all(writes)
  if (failure !== null) throw failure
}

/** Feeds the body to the parser with backpressure, until one of them ends. */
async function feed(parser: Busboy, { body }: Request, field: string) {
  if (!body) throw malformed()
  let bytes = 0
  const reader = body.getReader()
  try {
    while (!parser.destroyed) {
      const { done, value } = await reader.read().catch(malformedBody)
      if (parser.destroyed) return
      if (done) return void parser.end()
      bytes += value.length
      if (bytes > uploadLimit() + MAX_OVERHEAD) throw tooBig(field)
      if (!parser.write(value)) await drained(parser)
    }
  } finally {
    reader.releaseLock()
  }
}

function drained(parser: Busboy) {
  if (parser.destroyed) return
  return new Promise<void>((resolve) => {
    const done = () => {
      parser.off("drain", done)
      parser.off("close", done)
      resolve()
    }
    parser.on("drain", done)
    parser.on("close", done)
  })
}

async function parserFor(request: Request) {
  // Imported with the first file, to save memory until then.
  const { default: busboy } = await import("busboy")
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" }
    return busboy({ headers, limits: LIMITS, defParamCharset: "utf8", preservePath: true })
  } catch {
    throw malformed()
  }
}

// Browsers percent-encode quotes and line breaks in filenames.
const unescaped = (filename: string) =>
  filename.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n")

const malformedBody = (): never => {
  throw malformed()
}

const malformed = () =>
  new ValidationError("The upload was incomplete or malformed. Send it again.", {}, 400)

const unexpectedFile = (name: string) =>
  new ValidationError("This field does not take a file. Remove the file and send again.", name)

const tooMany = (field: string) =>
  new ValidationError("A message can have one file. Send each file in its own message.", field)

const tooLong = (name: string) =>
  new ValidationError(
    `This text is too long. It can have up to ${formatBytes(LIMITS.fieldSize)}.`,
    name,
    413,
  )
