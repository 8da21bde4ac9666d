/** WebSocket frames (RFC 6455) as far as the bench needs them: text from the server, nothing split. */

export const TEXT = 0x1
export const CLOSE = 0x8
export const PING = 0x9
const PONG = 0xa

export type Frame = { opcode: number; payload: Buffer; length: number }

/** The frame that starts at `offset`, or null while some of it is missing. */
export function readFrame(bytes: Buffer, offset: number): Frame | null {
  if (bytes.length < offset + 2) return null
  const short = bytes.readUInt8(offset + 1) & 0x7f
  const header = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < offset + header) return null
  const size =
    short < 126
      ? short
      : short === 126
        ? bytes.readUInt16BE(offset + 2)
        : Number(bytes.readBigUInt64BE(offset + 2))
  const start = offset + header
  if (bytes.length < start + size) return null
  return {
    opcode: bytes.readUInt8(offset) & 0x0f,
    payload: bytes.subarray(start, start + size),
    length: header + size,
  }
}

/** A client's frame. Its mask is zero, which masks nothing and costs nothing. */
export function clientFrame(text: string, opcode = TEXT): Buffer {
  const payload = Buffer.from(text)
  if (payload.length > 0xffff) throw new RangeError("The bench sends no frame as long as that")
  const long = payload.length > 125
  const header = Buffer.alloc(long ? 8 : 6)
  header.writeUInt8(0x80 | opcode, 0)
  header.writeUInt8(0x80 | (long ? 126 : payload.length), 1)
  if (long) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, payload])
}

export const pong = clientFrame("", PONG)
