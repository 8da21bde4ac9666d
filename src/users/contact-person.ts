import { database } from "../platform/database/database"

/** Who can help those that can't get in: the first administrator who is still here. */
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
