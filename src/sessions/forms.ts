import { z } from "zod"

/** Whatever was typed is looked up: a sign-in never says what is wrong with it. */
export const SignInForm = z.object({
  email_address: z.string().trim().toLowerCase().catch(""),
  password: z.string().catch(""),
})

/** For whom a sign-in link is; for oneself without. */
export const TransferForm = z.object({ user_id: z.coerce.number().int().positive().optional() })
