import type { User } from "./table"

/** Whether `user` may change or delete something that people create: its creator, and administrators. */
export const mayChange = (user: Pick<User, "id" | "role">, thing: { creator_id: number }) =>
  user.role === "administrator" || user.id === thing.creator_id
