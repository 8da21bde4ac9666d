import { database } from "../../platform/database/database"
import { findUpload, type ReceivedForm, storeUpload } from "../../platform/files/file"
import { ValidationError } from "../../platform/http/errors"
import { keyIn } from "./paths"

type Person = { id: number }
type Sent = { room_id: number; client_message_id: string }

/**
 * The file that a new message comes with: in the form itself, or uploaded before and named by its
 * signed id. One that this very message has taken before, whose sender got no answer, is still its.
 *
 * @returns the blob's id; null when there is none
 * @throws {ValidationError} when it was named and is not there, any more or for this person
 */
export async function attachmentOf(
  form: Pick<ReceivedForm, "file"> | null,
  signed_id: string,
  person: Person,
  sent: Sent,
): Promise<number | null> {
  if (form?.file) return (await storeUpload(form.file, person)).id
  if (signed_id === "") return null
  const key = keyIn(signed_id)
  if (key === null) throw fileGone()
  const upload = (await findUpload(key, person)) ?? (await takenBefore(key, person, sent))
  if (!upload) throw fileGone()
  return upload.id
}

function takenBefore(key: string, person: Person, { room_id, client_message_id }: Sent) {
  return database()
    .selectFrom("messages")
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .select("blobs.id")
    .where("blobs.key", "=", key)
    .where("messages.room_id", "=", room_id)
    .where("messages.client_message_id", "=", client_message_id)
    .where("messages.creator_id", "=", person.id)
    .executeTakeFirst()
}

export const fileGone = () =>
  new ValidationError(
    "Not sent: the file isn’t there any more. Choose it again.",
    "message[attachment]",
  )
