import { type Kysely, type Migration, sql } from "kysely"
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

/** What a look into a file has told, and the smaller picture that was made of it. */
async function describeBlobs(db: Kysely<unknown>) {
  for (const column of ["width", "height"])
    await db.schema.alterTable("blobs").addColumn(column, "integer").execute()
  await db.schema
    .alterTable("blobs")
    .addColumn("preview_id", "bigint", (column) => column.references("blobs.id"))
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

  // A room's page shows what was said in the room itself, and however much was said in its threads,
  // finding the newest forty costs the same.
  await db.schema.dropIndex("messages_room_created").execute()
  await db.schema
    .createIndex("messages_room_created")
    .on("messages")
    .columns(["room_id", "created_at", "id"])
    .where(sql.ref("thread_id"), "is", null)
    .execute()
  await db.schema
    .createIndex("messages_thread_created")
    .on("messages")
    .columns(["thread_id", "created_at", "id"])
    .where(sql.ref("thread_id"), "is not", null)
    .execute()
}
