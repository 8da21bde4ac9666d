import { settingsOf } from "./settings"
import type { Account } from "./table"

/** Whether `user` may make open and closed rooms; to start a ping nobody needs leave. */
export const mayCreateRooms = (account: Pick<Account, "settings">, user: { role: string }) =>
  user.role === "administrator" || !settingsOf(account).restrict_room_creation_to_administrators
