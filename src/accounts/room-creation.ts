import { settingsOf } from "./settings"
import type { Account } from "./table"

/** Whether `user` may create open and closed rooms. Everybody may start a direct room. */
export const mayCreateRooms = (account: Pick<Account, "settings">, user: { role: string }) =>
  user.role === "administrator" || !settingsOf(account).restrict_room_creation_to_administrators
