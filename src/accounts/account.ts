/** The team of this installation; there is exactly one. */
export { type AuditEntry, audit } from "./audit/audit"
export {
  type AccountChanges,
  type AuditContext,
  changeAccount,
  changeStyles,
  removeLogo,
  renewJoinCode,
} from "./change-account"
export { createAccount, currentAccount, newJoinCode } from "./first-run"
export { type AccountSettings, mayCreateRooms, settingsOf } from "./settings"
export type { Account } from "./table"
