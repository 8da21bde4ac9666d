import { ValidationError } from "../../platform/http/errors"
import { isBlank, sanitizeBody } from "./rich-text/rich-text"

export const MOST_BODY_BYTES = 64 * 1024

/**
 * What somebody wants to say, made safe.
 *
 * @param done what does not happen to it when it is refused
 * @param withFile a message with a file needs no words
 * @param before what it said before: stored, a text may be longer than it was as it was sent
 * @throws {ValidationError} when it is too long, or when a reader would see nothing
 */
export function parseMessageBody(
  html: string,
  done: "sent" | "saved" = "sent",
  { withFile = false, before = "" } = {},
): string {
  refuseTooLong(html, done, Math.max(MOST_BODY_BYTES, Buffer.byteLength(before)))
  const body = sanitizeBody(html)
  const blank = isBlank(body)
  if (blank && withFile) return ""
  if (blank) throw new ValidationError(EMPTY[done], "message[body]")
  return body
}

const EMPTY = {
  sent: "Nothing was sent: the message is empty.",
  saved: "Nothing was saved: the message is empty. Write something, or delete it.",
}

function refuseTooLong(html: string, done: string, mostBytes: number) {
  const bytes = Buffer.byteLength(html)
  if (bytes <= mostBytes) return
  const [most, found] = [mostBytes, bytes].map((size) => Math.ceil(size / 1024))
  throw new ValidationError(
    `Not ${done}: a message has at most ${most} KB of text, and this one has ${found} KB.`,
    "message[body]",
    413,
  )
}
