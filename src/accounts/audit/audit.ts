import { type Generated, type Selectable, sql } from "kysely"
import { database, type Micros, now, type Trx } from "../../platform/database/database"

interface AuditEntryTable {
  id: Generated<number>
  /** Null for commands that are run on the server. */
  actor_id: number | null
  actor_name: string
  /** A past-tense verb in snake_case: `banned`, `changed_role`. */
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

export type AuditEvent = {
  actor: { id: number; name: string } | null
  action: string
  subject?: { type: string; id: number; name: string }
  ip_address: string | null
  detail?: string
}

/** Writes an audit entry in the transaction of the change that it describes. */
export async function audit(trx: Trx, { actor, action, subject, ip_address, detail }: AuditEvent) {
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

/** Latest first. */
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

/** All distinct actions, to filter by. */
export async function auditedActions() {
  const rows = await database()
    .selectFrom("audit_entries")
    .select("action")
    .distinct()
    .orderBy("action")
    .execute()
  return rows.map(({ action }) => action)
}
