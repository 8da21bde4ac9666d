import type { Busboy } from "busboy"
import { ValidationError } from "../../http/errors"
import { cleanFilename } from "../filename"
import { sizeInWords } from "../size-in-words"
import { uploadLimit } from "./limit"
import { Incoming, tooBig } from "./temporary-file"

/** What a form weighs besides its file: its texts, and the lines between its parts. */
const MOST_BESIDES = 1024 * 1024
const LIMITS = { files: 1, fields: 40, fieldSize: 256 * 1024, parts: 50, headerPairs: 200 }

/** A form with a file: its texts, and the file if there was one, until the scope ends. */
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
 * Reads a multipart body as it comes, its file to the disk and at the disk's pace: however big it
 * is, it takes no memory to speak of. What fails, or is broken off by the sender, leaves nothing.
 *
 * @param field the input that brings the file; no other may
 * @throws {ValidationError} what is too big, before it comes where it says so; what is no form
 */
export async function receiveForm(request: Request, field: string): Promise<ReceivedForm> {
  if (Number(request.headers.get("content-length")) > uploadLimit() + MOST_BESIDES)
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
  const arriving: Promise<void>[] = []
  let failure: unknown = null

  // Whoever waits for the parser goes on when it is closed, and finds out why.
  function fail(error: unknown) {
    failure ??= error
    parser.destroy()
  }

  parser.on("error", () => fail(broken()))
  parser.on("filesLimit", () => fail(tooMany(field)))
  parser.on("fieldsLimit", () => fail(broken()))
  parser.on("partsLimit", () => fail(broken()))
  parser.on("field", (name, value, { valueTruncated }) => {
    if (name === undefined) return
    if (valueTruncated) fail(tooLong(name))
    else form.texts.append(name, value)
  })
  parser.on("file", (name, stream, { filename }) => {
    stream.on("error", () => fail(broken()))
    // An input in which nothing was chosen sends a part without a name.
    if (!filename) return void stream.resume()
    if (name !== field) return fail(noFileThere(name))
    arriving.push(keep(stream, filename).catch(fail))
  })

  async function keep(stream: AsyncIterable<Uint8Array>, filename: string) {
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
  // What still writes has to end before its file can be taken away.
  await Promise.all(arriving)
  if (failure !== null) throw failure
}

/** Hands the body over at the pace at which it is dealt with, until its end or the parser's. */
async function feed(parser: Busboy, { body }: Request, field: string) {
  if (!body) throw broken()
  let bytes = 0
  const reader = body.getReader()
  try {
    while (!parser.destroyed) {
      const { done, value } = await reader.read().catch(brokenOff)
      if (parser.destroyed) return
      if (done) return void parser.end()
      bytes += value.length
      if (bytes > uploadLimit() + MOST_BESIDES) throw tooBig(field)
      if (!parser.write(value)) await drained(parser)
    }
  } finally {
    reader.releaseLock()
  }
}

function drained(parser: Busboy) {
  if (parser.destroyed) return
  return new Promise<void>((resolve) => {
    const go = () => {
      parser.off("drain", go)
      parser.off("close", go)
      resolve()
    }
    parser.on("drain", go)
    parser.on("close", go)
  })
}

async function parserFor(request: Request) {
  // Loaded with the first file: until then it would only take memory.
  const { default: busboy } = await import("busboy")
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" }
    return busboy({ headers, limits: LIMITS, defParamCharset: "utf8", preservePath: true })
  } catch {
    throw broken()
  }
}

// How browsers write what would end the name.
const unescaped = (filename: string) =>
  filename.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n")

const brokenOff = (): never => {
  throw broken()
}

const broken = () =>
  new ValidationError(
    "Nothing was sent: what came is not the whole form that it says it is.",
    {},
    400,
  )

const noFileThere = (name: string) =>
  new ValidationError("Nothing was sent: there is a file where none belongs.", name)

const tooMany = (field: string) =>
  new ValidationError(
    "Not sent: a message takes one file. Send each in a message of its own.",
    field,
  )

const tooLong = (name: string) =>
  new ValidationError(
    `Not sent: a text may have up to ${sizeInWords(LIMITS.fieldSize)}.`,
    name,
    413,
  )
