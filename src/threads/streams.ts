/** Carries to one person which threads have something unread for them, and which no longer. */
export const threadsStream = (user_id: number) => `user:${user_id}:threads`
