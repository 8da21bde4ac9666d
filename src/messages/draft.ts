import { Refused } from "../web/refused"
import { isBlank, sanitizeBody } from "./rich-text/rich-text"

export const MOST_BODY_BYTES = 64 * 1024

/**
 * What somebody wants to say, made safe.
 *
 * @throws {Refused} when it is too long, or when a reader would see nothing
 */
export function readDraft(html: string): string {
  refuseTooLong(html)
  const body = sanitizeBody(html)
  if (isBlank(body)) throw new Refused("Nothing was sent: the message is empty.", "message[body]")
  return body
}

function refuseTooLong(html: string) {
  const bytes = Buffer.byteLength(html)
  if (bytes <= MOST_BODY_BYTES) return
  const [most, found] = [MOST_BODY_BYTES, bytes].map((size) => Math.ceil(size / 1024))
  throw new Refused(
    `Not sent: a message has at most ${most} KB of text, and this one has ${found} KB.`,
    "message[body]",
    413,
  )
}
