import { z } from "zod"
import { database, now, seconds, type Trx, transaction } from "../../platform/database/database"
import { analyzeFile, needsTool, type StoredBlob, withNewBlob } from "../../platform/files/file"
import { Discard, enqueue, job } from "../../platform/jobs/job"
import { RoomGone } from "../../rooms/room"
import { touchMessage } from "../touch"
import { broadcastPresentation } from "../view/broadcast-presentation"

/** One program at a time: each takes long, and other jobs wait. */
let toolIsBusy = false

export const analyzeAttachment = job(
  "analyze-attachment",
  z.object({ id: z.int() }),
  async ({ id }, { signal }) => {
    const blob = await unanalyzedFileOf(id)
    if (!blob) throw new Discard()
    if (!needsTool(blob)) return analyze(id, blob, signal)
    if (toolIsBusy) return retryLater(id)
    toolIsBusy = true
    try {
      await analyze(id, blob, signal)
    } finally {
      toolIsBusy = false
    }
  },
  { attempts: 3 },
)

const retryLater = (id: number): Promise<void> =>
  transaction((trx) => enqueue(trx, analyzeAttachment, { id }, { runAt: now() + seconds(0.5) }))

function unanalyzedFileOf(message_id: number) {
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
  const store = (trx: Trx, preview_id: number | null) =>
    storeAnalysis(trx, id, { id: blob.id, width, height, preview_id })
  try {
    const message = await storeWithPreview(blob, look.shown ? look.preview : null, store)
    await broadcastPresentation(message)
  } catch (error) {
    if (error instanceof RoomGone) throw new Discard()
    throw error
  }
}

function storeWithPreview<T>(
  { filename }: StoredBlob,
  bytes: Uint8Array | null,
  store: (trx: Trx, preview_id: number | null) => Promise<T>,
): Promise<T> {
  if (!bytes) return transaction((trx) => store(trx, null))
  const name = `${filename.replace(/\.[^.]*$/, "")}.webp`
  const picture = { bytes, filename: name, content_type: "image/webp" }
  return withNewBlob(picture, (trx, preview) => store(trx, preview.id))
}

type Analysis = Pick<StoredBlob, "id" | "width" | "height" | "preview_id">

async function storeAnalysis(trx: Trx, message_id: number, { id, ...analysis }: Analysis) {
  const message = await trx
    .selectFrom("messages")
    .select(["id", "room_id"])
    .where("id", "=", message_id)
    .executeTakeFirst()
  if (!message) throw new Discard()
  const time = await touchMessage(trx, message)
  const stored = await trx
    .updateTable("blobs")
    .set({ ...analysis, analyzed_at: time, updated_at: time })
    .where("id", "=", id)
    .where("analyzed_at", "is", null)
    .executeTakeFirst()
  if (stored.numUpdatedRows === 0n) throw new Discard()
  return message
}
