import { RateLimiterMemory } from "rate-limiter-flexible"

type Door = "password" | "invitation" | "transfer"

// All count tries, good ones too, in windows that start with the first.
const WINDOW = { duration: 180 }
const perDevice = new RateLimiterMemory({ points: 10, ...WINDOW })
const perEmailAddress = new RateLimiterMemory({ points: 30, ...WINDOW })

/** Counts this try at getting in through `door`, and tells whether it may go on. */
export const mayTry = (door: Door, ip_address: string | null) =>
  spend(perDevice, `${door} ${ip_address ?? "?"}`)

/** The same for signing in by password, where the address that is tried counts as well. */
export const mayTrySigningIn = async (ip_address: string | null, email_address: string) =>
  (await mayTry("password", ip_address)) && spend(perEmailAddress, email_address)

async function spend(limiter: RateLimiterMemory, key: string) {
  try {
    await limiter.consume(key)
    return true
  } catch (spent) {
    if (spent instanceof Error) throw spent
    return false
  }
}
