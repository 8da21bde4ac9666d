import { createHmac, timingSafeEqual } from "node:crypto"

let secret: string | undefined
const keys = new Map<string, Buffer>()

/** Sets the secret of all signatures; a new secret invalidates sessions and signed links. */
export function configureSecret(text: string) {
  secret = text
  keys.clear()
}

/** Hex HMAC-SHA256 of `text`, with a separate key per `purpose`. */
export function hmac(purpose: string, text: string) {
  return createHmac("sha256", keyFor(purpose)).update(text).digest("hex")
}

/** Signs `value`; the result needs no escaping in cookies and URLs. */
export function sign(purpose: string, value: string) {
  const body = Buffer.from(value).toString("base64url")
  return `${body}--${hmac(purpose, body)}`
}

/** The value that was signed for `purpose`, or null when the signature is invalid. */
export function verify(purpose: string, text: string) {
  const [body, signature, ...rest] = text.split("--")
  if (body === undefined || signature === undefined || rest.length > 0) return null
  return safeEqual(signature, hmac(purpose, body))
    ? Buffer.from(body, "base64url").toString()
    : null
}

/** Compares in constant time. */
export function safeEqual(a: string, b: string) {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function keyFor(purpose: string) {
  if (secret === undefined) throw new Error("Call configureSecret() before signing")
  let key = keys.get(purpose)
  if (!key) {
    key = createHmac("sha256", secret).update(purpose).digest()
    keys.set(purpose, key)
  }
  return key
}
