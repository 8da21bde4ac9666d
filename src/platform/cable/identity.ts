/** Who is at the other end of a socket; a bot, or whoever came by access token, has no session. */
export type Identity = { user_id: number; session_id: number | null }
