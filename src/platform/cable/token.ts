import { z } from "zod"
import { sign, verify } from "../http/signed"
import { bus } from "./bus"
import type { Identity } from "./channel"

const LIFETIME = 60
const PURPOSE = "cable-token"

const Token = z.object({
  user_id: z.int(),
  session_id: z.int().nullable(),
  nonce: z.string(),
  /** Milliseconds since the epoch. */
  expires_at: z.int(),
})

/**
 * A single-use token that opens a socket within 60 s, for clients that can't send cookies or
 * headers.
 */
export function issueToken({ user_id, session_id }: Identity, now = Date.now()) {
  const nonce = crypto.randomUUID()
  const expires_at = now + LIFETIME * 1000
  return sign(PURPOSE, JSON.stringify({ user_id, session_id, nonce, expires_at }))
}

/** The token's identity, or null when it is invalid, expired or used. */
export async function redeemToken(text: string): Promise<Identity | null> {
  const value = verify(PURPOSE, text)
  if (value === null) return null

  const { user_id, session_id, nonce, expires_at } = Token.parse(JSON.parse(value))
  if (expires_at <= Date.now() || !(await bus().claim(`${PURPOSE}:${nonce}`, LIFETIME))) return null
  return { user_id, session_id }
}
