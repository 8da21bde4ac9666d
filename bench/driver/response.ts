import { brotliDecompressSync } from "node:zlib"

/** The server sent a wrong response, so the run measured nothing. */
export class InvalidRun extends Error {
  override name = "Invalid"
}

/** A complete response: status, headers and raw body. */
export type HttpResponse = {
  status: number
  /** Names are in lower case. */
  headers: [name: string, value: string][]
  body: Buffer
}

const HEAD_END = "\r\n\r\n"

/** The total length of the response at the start of `bytes`; null while its head is incomplete. */
export function responseLength(bytes: Buffer): number | null {
  const end = bytes.indexOf(HEAD_END)
  if (end === -1) return null
  const head = bytes.toString("latin1", 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new InvalidRun(`The response has no Content-Length:\n${head}`)
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

/** The body as text, decompressed. */
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
      throw new InvalidRun(`The response has an unknown encoding: ${encoding}`)
  }
}
