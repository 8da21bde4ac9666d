import { createHmac, timingSafeEqual } from "node:crypto"

let secret: string | undefined
const keys = new Map<string, Buffer>()

/** Sets the root of all signing; a change of it ends sessions and signed links. */
export function configureSecret(text: string) {
  secret = text
  keys.clear()
}

/** Hex HMAC-SHA256 of `text` under a key of its own for each `purpose`, so that none stands for another. */
export function hmac(purpose: string, text: string) {
  return createHmac("sha256", keyFor(purpose)).update(text).digest("hex")
}

/** `value` in a form that cookies and URLs carry unescaped, which only we could have written. */
export function sign(purpose: string, value: string) {
  const body = Buffer.from(value).toString("base64url")
  return `${body}--${hmac(purpose, body)}`
}

/** What was signed for `purpose`, or null when `text` is anything but that. */
export function verify(purpose: string, text: string) {
  const [body, signature, ...rest] = text.split("--")
  if (body === undefined || signature === undefined || rest.length > 0) return null
  return safeEqual(signature, hmac(purpose, body))
    ? Buffer.from(body, "base64url").toString()
    : null
}

/** Compares in a time that tells nothing of where two texts differ. */
export function safeEqual(a: string, b: string) {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function keyFor(purpose: string) {
  if (secret === undefined) throw new Error("useSecret() has to run before anything is signed")
  let key = keys.get(purpose)
  if (!key) {
    key = createHmac("sha256", secret).update(purpose).digest()
    keys.set(purpose, key)
  }
  return key
}
