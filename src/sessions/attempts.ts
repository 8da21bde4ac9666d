import ipaddr from "ipaddr.js"
import { RateLimiterMemory } from "rate-limiter-flexible"

type Door = "password" | "invitation" | "transfer"

// All count tries, good ones too, in windows that start with the first.
const WINDOW = { duration: 180 }
const perPlace = new RateLimiterMemory({ points: 10, ...WINDOW })
const perEmailAddress = new RateLimiterMemory({ points: 30, ...WINDOW })

/** Counts this try at getting in through `door`, and tells whether it may go on. */
export const allowAttempt = (door: Door, ip_address: string | null) =>
  spend(perPlace, `${door} ${placeOf(ip_address ?? "?")}`)

/** The same for signing in by password, where the address that is tried counts as well. */
export const allowSignInAttempt = async (ip_address: string | null, email_address: string) =>
  (await allowAttempt("password", ip_address)) && spend(perEmailAddress, email_address)

// Of IPv6 every household gets a /64 at least, with more addresses than anybody can try.
const PLACE_V6 = 64

function placeOf(ip_address: string) {
  if (!ipaddr.isValid(ip_address)) return ip_address
  const address = ipaddr.process(ip_address)
  if (address.kind() === "ipv4") return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${PLACE_V6}`).toString()
}

async function spend(limiter: RateLimiterMemory, key: string) {
  try {
    await limiter.consume(key)
    return true
  } catch (spent) {
    if (spent instanceof Error) throw spent
    return false
  }
}
