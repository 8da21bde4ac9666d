import { hmac, safeEqual } from "../http/signed"

const PURPOSE = "stream-name"

/**
 * The name of a stream as pages may carry it. It says that we named the stream
 * and not that its bearer may follow it: that is asked at every subscription.
 */
export function signStreamName(name: string) {
  const encoded = Buffer.from(JSON.stringify(name)).toString("base64")
  return `${encoded}--${hmac(PURPOSE, encoded)}`
}

/** The name that was signed, or null for anything that did not come from us. */
export function verifyStreamName(signed: string): string | null {
  const end = signed.lastIndexOf("--")
  if (end < 0) return null
  const encoded = signed.slice(0, end)
  return safeEqual(signed.slice(end + 2), hmac(PURPOSE, encoded))
    ? JSON.parse(Buffer.from(encoded, "base64").toString())
    : null
}
