import { type Kysely, type Migration, sql } from "kysely"
import type { Dialect } from "../store"
import { referring, tables } from "./tables"

export const roomsAndPeople = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    const table = tables(db, dialect)

    // The sorted user ids of a direct room: unique, so that the same people share one direct room.
    await db.schema.alterTable("rooms").addColumn("direct_key", "text").execute()
    await db.schema.alterTable("rooms").addColumn("deleted_at", "bigint").execute()
    await db.schema
      .createIndex("rooms_direct_key")
      .on("rooms")
      .column("direct_key")
      .unique()
      .execute()

    // Tabs can be hidden, and a tab that disconnected may reconnect.
    for (const column of ["hidden_at", "left_at"])
      await db.schema.alterTable("presences").addColumn(column, "bigint").execute()

    // Each post selects the memberships without unread messages: in a large quiet room, few.
    await db.schema
      .createIndex("memberships_read")
      .on("memberships")
      .columns(["room_id", "user_id"])
      .where(sql.ref("unread_at"), "is", null)
      .execute()

    await table("blobs")
      .addColumn("key", "text", (column) => column.notNull().unique())
      .addColumn("filename", "text", (column) => column.notNull())
      .addColumn("content_type", "text", (column) => column.notNull())
      .addColumn("byte_size", "bigint", (column) => column.notNull())
      .execute()
    for (const [owner, column] of [
      ["users", "avatar_id"],
      ["accounts", "logo_id"],
    ] as const) {
      await db.schema
        .alterTable(owner)
        .addColumn(column, "bigint", (definition) => definition.references("blobs.id"))
        .execute()
    }
    await db.schema
      .alterTable("users")
      .addColumn("theme", "text", (column) => column.notNull().defaultTo("system"))
      .execute()

    await referring(table("bans"), "user_id", "users")
      .addColumn("ip_address", "text", (column) => column.notNull())
      .execute()
    await db.schema.createIndex("bans_address").on("bans").column("ip_address").execute()

    await referring(referring(table("transfers"), "user_id", "users"), "creator_id", "users")
      .addColumn("token", "text", (column) => column.notNull().unique())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("used_at", "bigint")
      .execute()

    // Names are stored besides the ids, because the log outlives the records.
    await table("audit_entries")
      .addColumn("actor_id", "bigint")
      .addColumn("actor_name", "text", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("subject_type", "text")
      .addColumn("subject_id", "bigint")
      .addColumn("subject_name", "text")
      .addColumn("ip_address", "text")
      .addColumn("detail", "text")
      .execute()
    await db.schema
      .createIndex("audit_entries_action")
      .on("audit_entries")
      .columns(["action", "id"])
      .execute()
    await refuseChanges(db, dialect)
  },
})

/** The audit log is append-only. */
async function refuseChanges(db: Kysely<unknown>, dialect: Dialect) {
  if (dialect === "sqlite") {
    for (const change of ["update", "delete"]) {
      await sql`create trigger ${sql.id(`audit_entries_no_${change}`)} before ${sql.raw(change)} on audit_entries
        begin select raise(abort, 'the audit log is append-only'); end`.execute(db)
    }
    return
  }
  await sql`create function audit_entries_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$`.execute(db)
  await sql`create trigger audit_entries_append_only before update or delete on audit_entries
    for each row execute function audit_entries_append_only()`.execute(db)
}
