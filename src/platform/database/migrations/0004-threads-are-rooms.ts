import { type Kysely, type Migration, sql } from "kysely"
import type { Dialect } from "../store"

/**
 * A thread becomes a room of type `thread`, its replies become messages of that room and its
 * followers become members. `access_room_id` is the room whose members may enter.
 */
export const threadsAreRooms = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await addParents(db, dialect)
    await createThreadRooms(db)
    await moveReplies(db)
    await copyFollowers(db)
    await dropThreadTables(db)
    await createIndexes(db)
  },
})

async function addParents(db: Kysely<unknown>, dialect: Dialect) {
  const rooms = db.schema.alterTable("rooms")
  await rooms
    .addColumn("root_room_id", "bigint", (column) => column.references("rooms.id"))
    .execute()
  // A job purges the room of a removed message: a cascade would leave search entries and files.
  await rooms
    .addColumn("parent_message_id", "bigint", (column) =>
      column.references("messages.id").onDelete("set null"),
    )
    .execute()
  await db.schema
    .createIndex("rooms_parent_message")
    .on("rooms")
    .column("parent_message_id")
    .unique()
    .where(sql.ref("parent_message_id"), "is not", null)
    .execute()
  // SQLite cannot add a stored column; it computes this one when it is read, and indexes it.
  await sql`alter table rooms add column access_room_id bigint
    generated always as (coalesce(root_room_id, id)) ${sql.raw(dialect === "postgres" ? "stored" : "virtual")}`.execute(
    db,
  )
  await db.schema
    .alterTable("memberships")
    .addColumn("access_room_id", "bigint", (column) =>
      column.references("rooms.id").onDelete("cascade"),
    )
    .execute()
}

/** One room for each message with replies or followers. */
const createThreadRooms = (db: Kysely<unknown>) =>
  sql`insert into rooms
      (type, creator_id, root_room_id, parent_message_id, deleted_at, created_at, updated_at)
    select 'thread', messages.creator_id, messages.room_id, messages.id, rooms.deleted_at,
      messages.created_at, coalesce(replies.updated_at, messages.updated_at)
    from messages
    join rooms on rooms.id = messages.room_id
    left join (
      select thread_id, max(updated_at) as updated_at from messages
      where thread_id is not null group by thread_id
    ) replies on replies.thread_id = messages.id
    where messages.thread_id is null and (replies.thread_id is not null or exists (
      select 1 from thread_memberships where thread_memberships.message_id = messages.id
    ))
    order by messages.id`.execute(db)

const moveReplies = (db: Kysely<unknown>) =>
  sql`update messages set room_id = (
      select rooms.id from rooms where rooms.parent_message_id = messages.thread_id
    ) where thread_id is not null`.execute(db)

/** Only of those who may enter: a membership of a thread goes when access goes. */
const copyFollowers = (db: Kysely<unknown>) =>
  sql`insert into memberships
      (room_id, user_id, access_room_id, involvement, unread_at, created_at, updated_at)
    select rooms.id, thread_memberships.user_id, rooms.access_room_id,
      thread_memberships.involvement, thread_memberships.unread_at,
      thread_memberships.created_at, thread_memberships.updated_at
    from thread_memberships
    join rooms on rooms.parent_message_id = thread_memberships.message_id
    join memberships on memberships.room_id = rooms.access_room_id
      and memberships.user_id = thread_memberships.user_id`.execute(db)

async function dropThreadTables(db: Kysely<unknown>) {
  await db.schema.dropTable("thread_presences").execute()
  await db.schema.dropTable("thread_memberships").execute()
  await db.schema.dropIndex("messages_thread_created").execute()
  await db.schema.dropIndex("messages_room_created").execute()
  await db.schema.alterTable("messages").dropColumn("thread_id").execute()
}

async function createIndexes(db: Kysely<unknown>) {
  // It also holds the authors, so that counting the replies of a thread reads no message.
  await db.schema
    .createIndex("messages_room_created")
    .on("messages")
    .columns(["room_id", "created_at", "id", "creator_id"])
    .execute()

  // Rooms that people see in lists; however many threads there are, these indexes hold none.
  await db.schema
    .createIndex("rooms_listed")
    .on("rooms")
    .columns(["type", "id"])
    .where(sql.ref("root_room_id"), "is", null)
    .execute()
  await db.schema
    .createIndex("memberships_listed")
    .on("memberships")
    .columns(["user_id", "room_id"])
    .where(sql.ref("access_room_id"), "is", null)
    .execute()

  await db.schema
    .createIndex("rooms_children")
    .on("rooms")
    .column("root_room_id")
    .where(sql.ref("root_room_id"), "is not", null)
    .execute()
  await db.schema
    .createIndex("memberships_children")
    .on("memberships")
    .columns(["access_room_id", "user_id"])
    .where(sql.ref("access_room_id"), "is not", null)
    .execute()
  await db.schema
    .createIndex("memberships_followed")
    .on("memberships")
    .columns(["user_id", "unread_at"])
    .where(sql.ref("access_room_id"), "is not", null)
    .execute()
}
