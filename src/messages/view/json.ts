import { database, iso } from "../../platform/database/database"
import { avatarPath, type Role } from "../../users/user"
import { filePath } from "../attachments/paths"
import { mentionedIn } from "../body/mentions"
import { type MessageBody, type People, readBody } from "../body/message-body"
import { presentBody } from "../body/presentation"

/** A message in the JSON API. */
export type MessageJson = {
  id: number
  /** ISO 8601 in UTC, to the millisecond. */
  created_at: string
  body: { plain_text: string; html: string }
  creator: { id: number; name: string; role: Role; avatar_url: string }
  room: { id: number }
  url: string
  attachment?: { filename: string; content_type: string; byte_size: number; url: string }
}

/**
 * The messages in the order of `ids`, without those that were removed.
 *
 * @param origin the start of absolute URLs
 */
export async function messagesJson(ids: number[], origin: string): Promise<MessageJson[]> {
  if (ids.length === 0) return []
  const rows = (await rowsOf(ids)).map((row) => ({ ...row, body: readBody(row.body) }))
  const people = await mentionedIn(
    database(),
    rows.map(({ body }) => body),
  )
  const byId = new Map(rows.map((row) => [row.id, messageJson(row, people, origin)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

type Row = Omit<Awaited<ReturnType<typeof rowsOf>>[number], "body"> & { body: MessageBody }

function messageJson(row: Row, people: People, origin: string): MessageJson {
  const attachment = attachmentJson(row, origin)
  const text = row.body.text(people)
  const creator = { id: row.creator_id, updated_at: row.creator_updated_at }
  return {
    id: row.id,
    created_at: iso(row.created_at),
    body: {
      plain_text: text.trim() === "" ? (attachment?.filename ?? "") : text,
      html: presentBody(row.body, people),
    },
    creator: {
      id: row.creator_id,
      name: row.creator_name,
      role: row.creator_role,
      avatar_url: origin + avatarPath(creator),
    },
    room: { id: row.room_id },
    url: `${origin}/rooms/${row.room_id}/messages/${row.id}`,
    ...(attachment && { attachment }),
  }
}

function attachmentJson({ key, filename, content_type, byte_size }: Row, origin: string) {
  if (key === null || filename === null || content_type === null || byte_size === null) return null
  return { filename, content_type, byte_size, url: origin + filePath({ key, filename }) }
}

const rowsOf = (ids: number[]) =>
  database()
    .selectFrom("messages")
    .innerJoin("users", "users.id", "messages.creator_id")
    .leftJoin("blobs", "blobs.id", "messages.attachment_id")
    .where("messages.id", "in", ids)
    .select(["messages.id", "messages.room_id", "messages.body", "messages.created_at"])
    .select(["users.id as creator_id", "users.name as creator_name", "users.role as creator_role"])
    .select("users.updated_at as creator_updated_at")
    .select(["blobs.key", "blobs.filename", "blobs.content_type", "blobs.byte_size"])
    .execute()
