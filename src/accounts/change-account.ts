import { now, type Trx, transaction } from "../platform/database/database"
import { purgeBlob, readPicture, withNewBlob } from "../platform/files/file"
import { audit } from "./audit/audit"
import { newJoinCode } from "./first-run"
import { type AccountSettings, describeSettings, settingsOf } from "./settings"
import type { Account } from "./table"

/** The administrator who does it, and from where. */
export type AuditContext = { actor: { id: number; name: string }; ip_address: string | null }

export type AccountChanges = {
  name?: string
  settings?: Partial<AccountSettings>
  /** As it was uploaded. */
  logo?: File
}

export const LOGO_SIZE = 512

/**
 * Changes what is named, and keeps the rest.
 *
 * @throws {Refused} when the logo is no picture
 */
export async function changeAccount(by: AuditContext, { name, settings, logo }: AccountChanges) {
  if (!logo) return transaction((trx) => change(trx, by, { name, settings }))
  const picture = await readPicture(logo, {
    size: LOGO_SIZE,
    format: "png",
    field: "account[logo]",
  })
  await withNewBlob(picture, (trx, blob) => change(trx, by, { name, settings, logo_id: blob.id }))
}

export const removeLogo = (by: AuditContext) =>
  transaction((trx) => change(trx, by, { logo_id: null }))

/** @param styles CSS; blank takes them away */
export const changeStyles = (by: AuditContext, styles: string) =>
  transaction((trx) => change(trx, by, { custom_styles: styles.trim() ? styles : null }))

/** From here on nobody gets in by the link that was passed around. */
export const renewJoinCode = (by: AuditContext) =>
  transaction((trx) => change(trx, by, { join_code: newJoinCode() }))

type Changes = { settings?: Partial<AccountSettings> } & Partial<
  Pick<Account, "name" | "logo_id" | "custom_styles" | "join_code">
>

async function change(
  trx: Trx,
  { actor, ip_address }: AuditContext,
  { settings, ...columns }: Changes,
) {
  const account = await lockAccount(trx)
  // Each process shows the latest look that it has seen, and clocks can be behind it.
  const updated_at = Math.max(now(), account.updated_at + 1)
  const merged = JSON.stringify({ ...settingsOf(account), ...settings })
  await trx
    .updateTable("accounts")
    .set({ ...columns, settings: merged, updated_at })
    .execute()
  if (columns.logo_id !== undefined && account.logo_id !== null)
    await purgeBlob(trx, account.logo_id)

  const subject = { type: "account", id: account.id, name: columns.name ?? account.name }
  for (const [action, detail] of acts(account, merged, columns))
    await audit(trx, { actor, action, subject, ip_address, detail })
}

/** Whoever changes settings builds on those that are there, and waits for others who do. */
function lockAccount(trx: Trx) {
  return trx
    .updateTable("accounts")
    .set(({ ref }) => ({ updated_at: ref("updated_at") }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

function* acts(
  account: Account,
  settings: string,
  { name, logo_id, custom_styles, join_code }: Omit<Changes, "settings">,
): Generator<[action: string, detail?: string]> {
  if (name !== undefined && name !== account.name)
    yield ["renamed_account", `${account.name} → ${name}`]
  if (settings !== JSON.stringify(settingsOf(account)))
    yield ["changed_settings", describeSettings(JSON.parse(settings))]
  if (logo_id) yield ["changed_logo"]
  if (logo_id === null && account.logo_id !== null) yield ["removed_logo"]
  if (custom_styles !== undefined && custom_styles !== account.custom_styles)
    yield ["changed_styles"]
  if (join_code !== undefined) yield ["renewed_join_code"]
}
