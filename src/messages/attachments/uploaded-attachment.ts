import { database, type Trx } from "../../platform/database/database"
import {
  findUpload,
  type Incoming,
  isPreviewable,
  PendingUpload,
  purgeBlob,
  storeUpload,
} from "../../platform/files/file"
import { ValidationError } from "../../platform/http/errors"
import { enqueue } from "../../platform/jobs/job"
import type { Message } from "../table"
import { analyzeAttachment } from "./analysis"
import { type AttachmentView, attachmentView } from "./attachment-view"
import { keyIn } from "./paths"

type User = { id: number }

/** A file from the draft's form, or the signed id of an earlier upload. */
type Draft = { client_message_id: string; file?: Incoming | null; attachment?: string }

/**
 * Loads the upload for a new message, or stores the file from the draft's form. Such a file is
 * removed unless the message claims it, because a retry sends it again. An earlier upload can be
 * named again, also by the message that claimed it: its author may retry after a lost response.
 *
 * @throws {ValidationError} when the upload is gone, or another user's
 */
export async function uploadFor(draft: Draft, author: User, room: { id: number }) {
  if (draft.file) return new PendingUpload(await storeUpload(draft.file, author), author)
  const key = keyIn(draft.attachment ?? "")
  const upload =
    key && ((await findUpload(key, author)) ?? (await claimedBefore(key, author, room, draft)))
  if (!upload) throw fileGone()
  return new PendingUpload(upload, author, { keep: true })
}

function claimedBefore(
  key: string,
  author: User,
  room: { id: number },
  { client_message_id }: Draft,
) {
  return database()
    .selectFrom("messages")
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .select("blobs.id")
    .where("blobs.key", "=", key)
    .where("messages.room_id", "=", room.id)
    .where("messages.client_message_id", "=", client_message_id)
    .where("messages.creator_id", "=", author.id)
    .executeTakeFirst()
}

/**
 * Claims the upload for the new message and enqueues its analysis.
 *
 * @throws {ValidationError} when it is gone, or another message has claimed it
 */
export async function claimAttachment(
  trx: Trx,
  message: Pick<Message, "id">,
  upload: PendingUpload,
): Promise<AttachmentView> {
  const blob = await upload.claim(trx)
  if (!blob) throw fileGone()
  if (isPreviewable(blob)) await enqueue(trx, analyzeAttachment, { id: message.id })
  return attachmentView(blob, null)
}

const fileGone = () =>
  new ValidationError(
    "Not sent: the file isn’t there any more. Choose it again.",
    "message[attachment]",
  )

/** Enqueues the deletion of the messages' files. Call it before the messages are deleted. */
export async function dropAttachments(trx: Trx, ids: number[]) {
  const files = await trx
    .selectFrom("messages")
    .select("attachment_id")
    .where("id", "in", ids)
    .where("attachment_id", "is not", null)
    .execute()
  for (const { attachment_id } of files)
    if (attachment_id !== null) await purgeBlob(trx, attachment_id)
}
