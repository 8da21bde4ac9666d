import ipaddr from "ipaddr.js"
import { RateLimiterMemory } from "rate-limiter-flexible"

type AttemptKind = "password" | "invitation" | "transfer"

// Fixed windows of 3 minutes. Successful attempts count, too.
const WINDOW = { duration: 180 }
const perNetwork = new RateLimiterMemory({ points: 10, ...WINDOW })
const perEmailAddress = new RateLimiterMemory({ points: 30, ...WINDOW })

/** Counts an attempt of this kind. @returns whether it is within the limit */
export const allowAttempt = (kind: AttemptKind, ip_address: string | null) =>
  consume(perNetwork, `${kind} ${networkOf(ip_address ?? "?")}`)

/** Limits attempts per network and per e-mail address. */
export const allowSignInAttempt = async (ip_address: string | null, email_address: string) =>
  (await allowAttempt("password", ip_address)) && consume(perEmailAddress, email_address)

// One IPv6 customer controls a whole /64, so the limit applies to the /64.
const NETWORK_BITS_V6 = 64

function networkOf(ip_address: string) {
  if (!ipaddr.isValid(ip_address)) return ip_address
  const address = ipaddr.process(ip_address)
  if (address.kind() === "ipv4") return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${NETWORK_BITS_V6}`).toString()
}

async function consume(limiter: RateLimiterMemory, key: string) {
  try {
    await limiter.consume(key)
    return true
  } catch (rejection) {
    // rate-limiter-flexible rejects with a plain object when the limit is reached.
    if (rejection instanceof Error) throw rejection
    return false
  }
}
