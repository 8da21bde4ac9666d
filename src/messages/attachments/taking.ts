import { findUpload, keepUpload, type ReceivedForm } from "../../files/file"
import { Refused } from "../../web/refused"
import { keyIn } from "./paths"

type Person = { id: number }

/**
 * The file that a new message comes with: in the form itself, or uploaded before and named by its
 * signed id.
 *
 * @returns the blob's id; null when there is none
 * @throws {Refused} when it was named and is not there, any more or for this person
 */
export async function attachmentOf(
  form: Pick<ReceivedForm, "file"> | null,
  signed_id: string,
  person: Person,
): Promise<number | null> {
  if (form?.file) return (await keepUpload(form.file, person)).id
  if (signed_id === "") return null
  const key = keyIn(signed_id)
  const upload = key === null ? null : await findUpload(key, person)
  if (!upload) throw fileGone()
  return upload.id
}

export const fileGone = () =>
  new Refused("Not sent: the file isn’t there any more. Choose it again.", "message[attachment]")
