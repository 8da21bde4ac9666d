import { z } from "zod"
import { sign, verify } from "../http/signed"
import { bus } from "./bus"
import type { Identity } from "./identity"

const LIFETIME = 60
const PURPOSE = "cable-token"

const Token = z.object({
  user_id: z.int(),
  session_id: z.int().nullable(),
  nonce: z.string(),
  /** Milliseconds since the epoch. */
  expires_at: z.int(),
})

/** What opens one socket for `identity` within 60 s, for clients that can send neither cookie nor header. */
export function issueToken({ user_id, session_id }: Identity, now = Date.now()) {
  const nonce = crypto.randomUUID()
  const expires_at = now + LIFETIME * 1000
  return sign(PURPOSE, JSON.stringify({ user_id, session_id, nonce, expires_at }))
}

/** Whose token this is, or null when it is not ours, is too old or was used before. */
export async function redeemToken(text: string): Promise<Identity | null> {
  const value = verify(PURPOSE, text)
  if (value === null) return null

  const { user_id, session_id, nonce, expires_at } = Token.parse(JSON.parse(value))
  if (expires_at <= Date.now() || !(await bus().claim(`${PURPOSE}:${nonce}`, LIFETIME))) return null
  return { user_id, session_id }
}
