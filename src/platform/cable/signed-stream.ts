import { hmac, safeEqual } from "../http/signed"

const PURPOSE = "stream-name"

/**
 * Signs a stream's name for a page. The signature proves that the server named the stream, not that
 * the client may subscribe: that is checked at every subscription.
 */
export function signStreamName(name: string) {
  const encoded = Buffer.from(JSON.stringify(name)).toString("base64")
  return `${encoded}--${hmac(PURPOSE, encoded)}`
}

/** The signed name, or null when the signature is invalid. */
export function verifyStreamName(signed: string): string | null {
  const end = signed.lastIndexOf("--")
  if (end < 0) return null
  const encoded = signed.slice(0, end)
  return safeEqual(signed.slice(end + 2), hmac(PURPOSE, encoded))
    ? JSON.parse(Buffer.from(encoded, "base64").toString())
    : null
}
