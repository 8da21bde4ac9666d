/** The team of this installation; there is exactly one. */
export { audit } from "./audit/audit"
export {
  changeAccount,
  changeStyles,
  removeLogo,
  renewJoinCode,
} from "./change-account"
export { type AccountEnv, administratorsOnly, auditContext } from "./environment"
export { createAccount, currentAccount } from "./first-run"
export { FirstRunPage } from "./first-run-page"
export { AccountForm } from "./forms"
export { InviteBlock } from "./invite-block"
export { NewUserFields, type NewUserFieldsProps } from "./new-user-fields"
export { mayCreateRooms, settingsOf } from "./settings"
export type { Account } from "./table"
export { webManifests } from "./web-manifest"
