import { type Generated, type Selectable, sql } from "kysely"
import { database, type Micros, now, type Trx } from "../../platform/database/database"

export interface AuditEntryTable {
  id: Generated<number>
  /** Null for whoever runs commands on the machine. */
  actor_id: number | null
  actor_name: string
  /** What they did, as a verb of the past in snake_case: `banned`, `changed_role`. */
  action: string
  subject_type: string | null
  subject_id: number | null
  subject_name: string | null
  ip_address: string | null
  detail: string | null
  created_at: Micros
  updated_at: Micros
}

export type AuditEntry = Selectable<AuditEntryTable>

declare module "../../platform/database/schema" {
  interface Tables {
    audit_entries: AuditEntryTable
  }
}

export type Act = {
  actor: { id: number; name: string } | null
  action: string
  subject?: { type: string; id: number; name: string }
  ip_address: string | null
  detail?: string
}

/** Puts an administrator's act on record, together with what it changes or not at all. */
export async function audit(trx: Trx, { actor, action, subject, ip_address, detail }: Act) {
  const time = now()
  await trx
    .insertInto("audit_entries")
    .values({
      actor_id: actor?.id ?? null,
      actor_name: actor?.name ?? "Operator",
      action,
      subject_type: subject?.type ?? null,
      subject_id: subject?.id ?? null,
      subject_name: subject?.name ?? null,
      ip_address,
      detail: detail ?? null,
      created_at: time,
      updated_at: time,
    })
    .execute()
}

export type AuditFilter = { action?: string; person?: string }

/** What was done, latest first. */
export function auditEntries({ action, person }: AuditFilter) {
  let entries = database().selectFrom("audit_entries").selectAll().orderBy("id", "desc")
  if (action) entries = entries.where("action", "=", action)
  const pattern = person && `%${person.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`
  if (pattern)
    entries = entries.where(({ eb, fn, or }) =>
      or(
        (["actor_name", "subject_name"] as const).map((name) =>
          eb(fn<string>("lower", [name]), "like", sql<string>`${pattern} escape '\\'`),
        ),
      ),
    )
  return entries
}

/** Whatever was ever done, by name, for whoever picks one. */
export async function auditedActions() {
  const rows = await database()
    .selectFrom("audit_entries")
    .select("action")
    .distinct()
    .orderBy("action")
    .execute()
  return rows.map(({ action }) => action)
}
