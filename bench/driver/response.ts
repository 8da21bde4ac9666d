import { brotliDecompressSync } from "node:zlib"

/** The driver met an answer that is not what it has to be. Nothing measured counts any more. */
export class InvalidRun extends Error {
  override name = "Invalid"
}

/** A complete answer: status line, headers and every byte of the body. */
export type HttpResponse = {
  status: number
  /** Names in lower case. */
  headers: [name: string, value: string][]
  body: Buffer
}

const HEAD_END = "\r\n\r\n"

/** How many bytes the answer that starts `bytes` will have; null while its head is incomplete. */
export function responseLength(bytes: Buffer): number | null {
  const end = bytes.indexOf(HEAD_END)
  if (end === -1) return null
  const head = bytes.toString("latin1", 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new InvalidRun(`An answer doesn't say how long it is:\n${head}`)
  return end + HEAD_END.length + Number(length)
}

export function parseResponse(bytes: Buffer): HttpResponse {
  const end = bytes.indexOf(HEAD_END)
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n")
  return {
    status: Number(first.split(" ")[1]),
    headers: lines.map((line) => {
      const colon = line.indexOf(":")
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
    body: bytes.subarray(end + HEAD_END.length),
  }
}

export const bodyOf = (bytes: Buffer) => bytes.subarray(bytes.indexOf(HEAD_END) + HEAD_END.length)

/** The body as text, whatever it was packed in. */
export function textOf({ headers, body }: HttpResponse) {
  const encoding = headers.find(([name]) => name === "content-encoding")?.[1]
  return decompress(body, encoding).toString()
}

function decompress(body: Buffer, encoding = "identity") {
  switch (encoding) {
    case "identity":
      return body
    case "gzip":
      return Buffer.from(Bun.gunzipSync(new Uint8Array(body), { library: "libdeflate" }))
    case "br":
      return brotliDecompressSync(body)
    default:
      throw new InvalidRun(`An answer is packed in ${encoding}`)
  }
}
