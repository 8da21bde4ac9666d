/** The subset of WebSocket framing (RFC 6455) that the benchmark needs: unfragmented text frames. */

export const TEXT = 0x1
export const CLOSE = 0x8
export const PING = 0x9
const PONG = 0xa

export type Frame = { opcode: number; payload: Buffer; length: number }

/** Parses the frame at `offset`; null while it is incomplete. */
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

/** Encodes a client frame. The mask is zero, so masking costs nothing. */
export function clientFrame(text: string, opcode = TEXT): Buffer {
  const payload = Buffer.from(text)
  if (payload.length > 0xffff)
    throw new RangeError("The benchmark sends no frame longer than 65,535 bytes")
  const long = payload.length > 125
  const header = Buffer.alloc(long ? 8 : 6)
  header.writeUInt8(0x80 | opcode, 0)
  header.writeUInt8(0x80 | (long ? 126 : payload.length), 1)
  if (long) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, payload])
}

export const pong = clientFrame("", PONG)
