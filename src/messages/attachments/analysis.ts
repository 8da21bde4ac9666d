import { z } from "zod"
import { broadcast } from "../../platform/cable/cable"
import {
  afterCommit,
  database,
  now,
  seconds,
  type Trx,
  transaction,
} from "../../platform/database/database"
import {
  analyzeFile,
  isPreviewable,
  needsTool,
  type StoredBlob,
  withNewBlob,
} from "../../platform/files/file"
import { Discard, enqueue, job } from "../../platform/jobs/job"
import { messagesStream, RoomGone } from "../../rooms/room"
import type { Message } from "../table"
import { touchMessage } from "../touch"
import { loadMessageView, messagePresentationReplaced } from "../view/message-view"

/** Has somebody look into the message's file after the commit, if there is something to find out. */
export async function enqueueAnalysis(trx: Trx, message: Pick<Message, "id" | "attachment_id">) {
  if (message.attachment_id === null) return
  const blob = await trx
    .selectFrom("blobs")
    .select(["content_type", "width"])
    .where("id", "=", message.attachment_id)
    .executeTakeFirst()
  if (blob && isPreviewable(blob)) await enqueue(trx, analyzeAttachment, { id: message.id })
}

/** One at a time: programs take their time, and other jobs are waiting. */
let toolIsBusy = false

export const analyzeAttachment = job(
  "analyze-attachment",
  z.object({ id: z.int() }),
  async ({ id }, { signal }) => {
    const blob = await unseenFileOf(id)
    if (!blob) throw new Discard()
    if (!needsTool(blob)) return analyze(id, blob, signal)
    if (toolIsBusy) return comeBackLater(id)
    toolIsBusy = true
    try {
      await analyze(id, blob, signal)
    } finally {
      toolIsBusy = false
    }
  },
  { attempts: 3 },
)

const comeBackLater = (id: number): Promise<void> =>
  transaction((trx) => enqueue(trx, analyzeAttachment, { id }, { runAt: now() + seconds(0.5) }))

function unseenFileOf(message_id: number) {
  return database()
    .selectFrom("messages")
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .selectAll("blobs")
    .where("messages.id", "=", message_id)
    .where("blobs.analyzed_at", "is", null)
    .executeTakeFirst()
}

async function analyze(id: number, blob: StoredBlob, signal: AbortSignal) {
  const look = await analyzeFile(blob, signal)
  const { width, height } = look.shown ? look.size : { width: null, height: null }
  const tell = (trx: Trx, preview_id: number | null) =>
    describe(trx, id, { id: blob.id, width, height, preview_id })
  try {
    if (!look.shown || !look.preview) return await transaction((trx) => tell(trx, null))
    const filename = `${blob.filename.replace(/\.[^.]*$/, "")}.webp`
    const picture = { bytes: look.preview, filename, content_type: "image/webp" }
    await withNewBlob(picture, (trx, preview) => tell(trx, preview.id))
  } catch (error) {
    if (error instanceof RoomGone) throw new Discard()
    throw error
  }
}

type Found = Pick<StoredBlob, "id" | "width" | "height" | "preview_id">

/** What was found is kept, and shown to all who look. */
async function describe(trx: Trx, message_id: number, { id, ...found }: Found) {
  const message = await trx
    .selectFrom("messages")
    .select(["id", "room_id"])
    .where("id", "=", message_id)
    .executeTakeFirst()
  if (!message) throw new Discard()
  const time = await touchMessage(trx, message)
  const described = await trx
    .updateTable("blobs")
    .set({ ...found, analyzed_at: time, updated_at: time })
    .where("id", "=", id)
    .where("analyzed_at", "is", null)
    .executeTakeFirst()
  if (described.numUpdatedRows === 0n) throw new Discard()
  const replaced = messagePresentationReplaced(await shownNow(trx, message_id))
  afterCommit(trx, () => broadcast(messagesStream({ id: message.room_id }), replaced))
}

async function shownNow(trx: Trx, id: number) {
  const { name, bio, creator_updated_at, ...message } = await trx
    .selectFrom("messages")
    .innerJoin("users", "users.id", "messages.creator_id")
    .selectAll("messages")
    .select(["users.name", "users.bio", "users.updated_at as creator_updated_at"])
    .where("messages.id", "=", id)
    .executeTakeFirstOrThrow()
  const creator = { id: message.creator_id, name, bio, updated_at: creator_updated_at }
  // Only what it says is drawn, and that never names the room.
  return loadMessageView(trx, message, creator, "")
}
