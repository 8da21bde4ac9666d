import { now, type Trx, transaction } from "../platform/database/database"
import { purgeBlob, readPicture, withNewBlob } from "../platform/files/file"
import { audit } from "./audit/audit"
import { newJoinCode } from "./first-run"
import { type AccountSettings, describeSettings, settingsOf } from "./settings"
import type { Account } from "./table"

/** The administrator and their IP address, for the audit log. */
export type AuditContext = { actor: { id: number; name: string }; ip_address: string | null }

export type AccountChanges = {
  name?: string
  settings?: Partial<AccountSettings>
  logo?: File
}

const LOGO_SIZE = 512

/**
 * Absent fields stay unchanged.
 *
 * @throws {ValidationError} when the logo is not a picture
 */
export async function changeAccount(
  context: AuditContext,
  { name, settings, logo }: AccountChanges,
) {
  if (!logo) return transaction((trx) => change(trx, context, { name, settings }))
  const picture = await readPicture(logo, {
    size: LOGO_SIZE,
    format: "png",
    field: "account[logo]",
  })
  await withNewBlob(picture, (trx, blob) =>
    change(trx, context, { name, settings, logo_id: blob.id }),
  )
}

export const removeLogo = (context: AuditContext) =>
  transaction((trx) => change(trx, context, { logo_id: null }))

/** @param styles CSS; blank removes the custom styles */
export const changeStyles = (context: AuditContext, styles: string) =>
  transaction((trx) => change(trx, context, { custom_styles: styles.trim() ? styles : null }))

/** Invalidates the previous join link. */
export const renewJoinCode = (context: AuditContext) =>
  transaction((trx) => change(trx, context, { join_code: newJoinCode() }))

type Changes = { settings?: Partial<AccountSettings> } & Partial<
  Pick<Account, "name" | "logo_id" | "custom_styles" | "join_code">
>

async function change(
  trx: Trx,
  { actor, ip_address }: AuditContext,
  { settings, ...columns }: Changes,
) {
  const account = await lockAccount(trx)
  // The version has to increase even when this machine's clock is behind: processes keep the
  // latest.
  const updated_at = Math.max(now(), account.updated_at + 1)
  const merged = JSON.stringify({ ...settingsOf(account), ...settings })
  await trx
    .updateTable("accounts")
    .set({ ...columns, settings: merged, updated_at })
    .execute()
  if (columns.logo_id !== undefined && account.logo_id !== null)
    await purgeBlob(trx, account.logo_id)

  const subject = { type: "account", id: account.id, name: columns.name ?? account.name }
  for (const [action, detail] of auditActions(account, merged, columns))
    await audit(trx, { actor, action, subject, ip_address, detail })
}

/** Locks the row, so that concurrent changes merge their settings one after the other. */
function lockAccount(trx: Trx) {
  return trx
    .updateTable("accounts")
    .set(({ ref }) => ({ updated_at: ref("updated_at") }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

function* auditActions(
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
