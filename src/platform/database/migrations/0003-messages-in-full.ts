import { type Kysely, type Migration, type RawBuilder, sql } from "kysely"
import type { Dialect } from "../store"
import { referring, tables } from "./tables"

export const messagesInFull = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    const table = tables(db, dialect)

    await table("boosts")
      .addColumn("message_id", "bigint", (column) =>
        column.notNull().references("messages.id").onDelete("cascade"),
      )
      .addColumn("booster_id", "bigint", (column) => column.notNull().references("users.id"))
      .addColumn("content", "text", (column) => column.notNull())
      .execute()
    await db.schema.createIndex("boosts_message").on("boosts").column("message_id").execute()
    await db.schema.createIndex("boosts_booster").on("boosts").column("booster_id").execute()

    await describeBlobs(db)
    await growMessages(db)
    await markSearchEntries(db, dialect)

    await referring(referring(table("pins"), "message_id", "messages"), "user_id", "users")
      .addColumn("room_id", "bigint", (column) =>
        column.notNull().references("rooms.id").onDelete("cascade"),
      )
      .addUniqueConstraint("pins_message", ["message_id"])
      .execute()
    await db.schema.createIndex("pins_room").on("pins").columns(["room_id", "id"]).execute()

    await referring(
      referring(table("saved_messages"), "message_id", "messages"),
      "user_id",
      "users",
    )
      .addUniqueConstraint("saved_messages_user_message", ["user_id", "message_id"])
      .execute()
    await db.schema
      .createIndex("saved_messages_message")
      .on("saved_messages")
      .column("message_id")
      .execute()

    await referring(table("message_versions"), "message_id", "messages")
      .addColumn("author_id", "bigint", (column) => column.notNull().references("users.id"))
      .addColumn("body", "text", (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex("message_versions_message")
      .on("message_versions")
      .column("message_id")
      .execute()

    await referring(
      referring(table("thread_memberships"), "message_id", "messages"),
      "user_id",
      "users",
    )
      .addColumn("involvement", "text", (column) => column.notNull().defaultTo("everything"))
      .addColumn("unread_at", "bigint")
      .addUniqueConstraint("thread_memberships_message_user", ["message_id", "user_id"])
      .execute()
    await db.schema
      .createIndex("thread_memberships_user")
      .on("thread_memberships")
      .columns(["user_id", "message_id"])
      .execute()

    await showThreads(db)

    await referring(table("recent_searches"), "user_id", "users")
      .addColumn("query", "text", (column) => column.notNull())
      .addUniqueConstraint("recent_searches_user_query", ["user_id", "query"])
      .execute()

    await table("unfurls")
      .addColumn("url", "text", (column) => column.notNull().unique())
      .addColumn("preview", "text")
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .execute()
    await db.schema.createIndex("unfurls_expiry").on("unfurls").column("expires_at").execute()

    await db.schema.alterTable("rooms").addColumn("topic", "text").execute()
    await db.schema
      .alterTable("users")
      .addColumn("sounds", "text", (column) => column.notNull().defaultTo("on"))
      .execute()
  },
})

/** Tabs with an open thread: their users get no unread marks there. */
async function showThreads(db: Kysely<unknown>) {
  const presences = db.schema
    .createTable("thread_presences")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("seen_at", "bigint", (column) => column.notNull())
  await referring(referring(presences, "message_id", "messages"), "user_id", "users").execute()
  await db.schema
    .createIndex("thread_presences_place")
    .on("thread_presences")
    .columns(["message_id", "user_id"])
    .execute()
  await db.schema
    .createIndex("thread_presences_user")
    .on("thread_presences")
    .column("user_id")
    .execute()
}

/** The result of analyzing a file, and its preview. */
async function describeBlobs(db: Kysely<unknown>) {
  for (const column of ["width", "height"])
    await db.schema.alterTable("blobs").addColumn(column, "integer").execute()
  await db.schema
    .alterTable("blobs")
    .addColumn("preview_id", "bigint", (column) => column.references("blobs.id"))
    .execute()
  // Deleting a file checks whether it is the preview of another one.
  await db.schema
    .createIndex("blobs_preview")
    .on("blobs")
    .column("preview_id")
    .where(sql.ref("preview_id"), "is not", null)
    .execute()
  await db.schema.alterTable("blobs").addColumn("analyzed_at", "bigint").execute()
  await db.schema
    .alterTable("blobs")
    .addColumn("uploader_id", "bigint", (column) => column.references("users.id"))
    .execute()
}

async function growMessages(db: Kysely<unknown>) {
  await db.schema
    .alterTable("messages")
    .addColumn("attachment_id", "bigint", (column) => column.references("blobs.id"))
    .execute()
  await db.schema
    .alterTable("messages")
    .addColumn("thread_id", "bigint", (column) =>
      column.references("messages.id").onDelete("cascade"),
    )
    .execute()
  await db.schema
    .createIndex("messages_attachment")
    .on("messages")
    .column("attachment_id")
    .where(sql.ref("attachment_id"), "is not", null)
    .execute()

  // A room's page shows messages without those of threads. A partial index keeps its cost
  // independent of the number of thread messages.
  await db.schema.dropIndex("messages_room_created").execute()
  await db.schema
    .createIndex("messages_room_created")
    .on("messages")
    .columns(["room_id", "created_at", "id"])
    .where(sql.ref("thread_id"), "is", null)
    .execute()
  // Covering: count and authors of answers are read from the index.
  await db.schema
    .createIndex("messages_thread_created")
    .on("messages")
    .columns(["thread_id", "created_at", "id", "creator_id"])
    .where(sql.ref("thread_id"), "is not", null)
    .execute()
}

/** Marks for room and author in the search index; no message text can contain them. */
async function markSearchEntries(db: Kysely<unknown>, dialect: Dialect) {
  if (dialect === "sqlite") {
    await sql`create virtual table marked_entries using fts5(text, marks, tokenize = 'porter unicode61')`.execute(
      db,
    )
    await sql`insert into marked_entries (rowid, text, marks)
      select search_entries.rowid, text, ${placeAndAuthor(sql`char(57344)`)}
      from search_entries join messages on messages.id = search_entries.rowid`.execute(db)
    await sql`drop table search_entries`.execute(db)
    await sql`alter table marked_entries rename to search_entries`.execute(db)
    // Otherwise deleted words stay in the index until a merge.
    await sql`insert into search_entries (search_entries, rank) values ('secure-delete', 1)`.execute(
      db,
    )
    return
  }
  await sql`alter table search_entries add column marks text not null default ''`.execute(db)
  await sql`update search_entries set marks = ${placeAndAuthor(sql`chr(57344)`)}
    from messages where messages.id = search_entries.rowid`.execute(db)
  await sql`alter table search_entries drop column document`.execute(db)
  await sql`alter table search_entries add column document tsvector generated always as
    (to_tsvector('hearth', text) || array_to_tsvector(string_to_array(marks, ' '))) stored`.execute(
    db,
  )
  await sql`create index search_entries_document on search_entries using gin (document)`.execute(db)
}

const placeAndAuthor = (sign: RawBuilder<string>) =>
  sql<string>`${sign} || 'in' || messages.room_id || ' ' || ${sign} || 'by' || messages.creator_id`
