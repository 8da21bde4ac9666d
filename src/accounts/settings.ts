import type { Account } from "./table"

export type AccountSettings = { restrict_room_creation_to_administrators: boolean }

const DEFAULTS: AccountSettings = { restrict_room_creation_to_administrators: false }

/** The stored settings, with defaults for absent ones. */
export const settingsOf = (account: Pick<Account, "settings">): AccountSettings => ({
  ...DEFAULTS,
  ...JSON.parse(account.settings),
})

export const describeSettings = (settings: AccountSettings) =>
  settings.restrict_room_creation_to_administrators
    ? "Only administrators create rooms"
    : "Everybody creates rooms"

/** Whether `user` may create open and closed rooms. Everybody may start a direct room. */
export const mayCreateRooms = (account: Pick<Account, "settings">, user: { role: string }) =>
  user.role === "administrator" || !settingsOf(account).restrict_room_creation_to_administrators
