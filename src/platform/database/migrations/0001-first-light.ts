import { type Kysely, type Migration, sql } from "kysely"
import type { Dialect } from "../store"
import { referring, tables } from "./tables"

export const firstLight = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    const table = tables(db, dialect)

    await table("accounts")
      .addColumn("only", "integer", (column) => column.notNull().defaultTo(1).unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("join_code", "text", (column) => column.notNull().unique())
      .addColumn("custom_styles", "text")
      .addColumn("settings", "text", (column) => column.notNull().defaultTo("{}"))
      .addCheckConstraint("accounts_only_one", sql`"only" = 1`)
      .execute()

    await table("users")
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("email_address", "text", (column) => column.unique())
      .addColumn("password_digest", "text")
      .addColumn("role", "text", (column) => column.notNull().defaultTo("member"))
      .addColumn("status", "text", (column) => column.notNull().defaultTo("active"))
      .addColumn("bio", "text")
      .addColumn("bot_token", "text", (column) => column.unique())
      .execute()

    await db.schema.createIndex("users_updated").on("users").column("updated_at").execute()

    await referring(table("sessions"), "user_id", "users")
      .addColumn("token", "text", (column) => column.notNull().unique())
      .addColumn("ip_address", "text")
      .addColumn("user_agent", "text")
      .addColumn("last_active_at", "bigint", (column) => column.notNull())
      .execute()
    await db.schema.createIndex("sessions_user").on("sessions").column("user_id").execute()

    await table("rooms")
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("name", "text")
      .addColumn("creator_id", "bigint", (column) => column.notNull().references("users.id"))
      .execute()

    await referring(referring(table("memberships"), "room_id", "rooms"), "user_id", "users")
      .addColumn("involvement", "text", (column) => column.notNull().defaultTo("mentions"))
      .addColumn("unread_at", "bigint")
      .addUniqueConstraint("memberships_room_user", ["room_id", "user_id"])
      .execute()
    await db.schema.createIndex("memberships_user").on("memberships").column("user_id").execute()

    await db.schema
      .createTable("presences")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("membership_id", "bigint", (column) =>
        column.notNull().references("memberships.id").onDelete("cascade"),
      )
      .addColumn("seen_at", "bigint", (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex("presences_membership")
      .on("presences")
      .columns(["membership_id", "seen_at"])
      .execute()

    await referring(table("messages"), "room_id", "rooms")
      .addColumn("creator_id", "bigint", (column) => column.notNull().references("users.id"))
      .addColumn("client_message_id", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("edited_at", "bigint")
      .addUniqueConstraint("messages_room_client", ["room_id", "client_message_id"])
      .execute()
    await db.schema
      .createIndex("messages_room_created")
      .on("messages")
      .columns(["room_id", "created_at", "id"])
      .execute()
    await db.schema
      .createIndex("messages_room_updated")
      .on("messages")
      .columns(["room_id", "updated_at"])
      .execute()
    await db.schema.createIndex("messages_creator").on("messages").column("creator_id").execute()

    await referring(table("message_removals"), "room_id", "rooms")
      .addColumn("client_message_id", "text", (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex("message_removals_room")
      .on("message_removals")
      .columns(["room_id", "created_at"])
      .execute()

    await createSearchEntries(db, dialect)

    await table("jobs")
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("payload", "text", (column) => column.notNull())
      .addColumn("run_at", "bigint", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("leased_until", "bigint")
      .addColumn("lease", "text")
      .addColumn("failed_at", "bigint")
      .addColumn("error", "text")
      .execute()
    await db.schema.createIndex("jobs_due").on("jobs").columns(["failed_at", "run_at"]).execute()
  },
})

/** Full-text search by word stems. The application folds accents, in entries and queries. */
async function createSearchEntries(db: Kysely<unknown>, dialect: Dialect) {
  if (dialect === "sqlite") {
    await sql`create virtual table search_entries using fts5(text, tokenize = 'porter unicode61')`.execute(
      db,
    )
    return
  }
  // PostgreSQL's `english` configuration drops stop words such as "who" and "not".
  await sql`create text search dictionary hearth_stem (template = snowball, language = english)`.execute(
    db,
  )
  await sql`create text search configuration hearth (copy = simple)`.execute(db)
  await sql`alter text search configuration hearth alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with hearth_stem`.execute(
    db,
  )
  await sql`create table search_entries (
    rowid bigint primary key references messages (id) on delete cascade,
    text text not null,
    document tsvector generated always as (to_tsvector('hearth', text)) stored
  )`.execute(db)
  await sql`create index search_entries_document on search_entries using gin (document)`.execute(db)
}
