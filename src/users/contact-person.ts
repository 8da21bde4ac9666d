import { database } from "../platform/database/database"

/** The first active administrator: the contact for users who can't sign in. */
export async function contactPerson() {
  const administrator = await database()
    .selectFrom("users")
    .select(["name", "email_address"])
    .where("role", "=", "administrator")
    .where("status", "=", "active")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst()
  if (!administrator?.email_address) return null
  return { name: administrator.name, email_address: administrator.email_address }
}
