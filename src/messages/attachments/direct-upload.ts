import { z } from "zod"
import { database } from "../../platform/database/database"
import {
  cleanFilename,
  Incoming,
  newKey,
  storeUpload,
  tooBig,
  uploadLimit,
} from "../../platform/files/file"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { sign, verify } from "../../platform/http/signed"
import type { User } from "../../users/user"
import { signedId } from "./paths"

const PURPOSE = "direct-upload"
const FIVE_MINUTES = 5 * 60 * 1000

/** Describes a file before its upload, when no message exists yet. */
export const AnnouncedBlob = z.object({
  blob: z.object({
    filename: z.string().min(1, "The file needs a name."),
    byte_size: z.int("The file’s size is a whole number of bytes.").min(0),
    checksum: z.base64("The checksum is the file’s MD5 in Base64.").length(24),
    content_type: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\w.+-]+\/[\w.+-]+\s*(;.*)?$/, "The content type is one like image/png.")
      .nullish(),
  }),
})

type Announced = z.output<typeof AnnouncedBlob>["blob"]

const Ticket = z.object({
  key: z.string(),
  user_id: z.int(),
  filename: z.string(),
  byte_size: z.int(),
  checksum: z.string(),
  content_type: z.string(),
  until: z.number(),
})

type Ticket = z.output<typeof Ticket>

/**
 * Returns the URL that takes the announced file, once and within five minutes, and the signed id by
 * which a message can claim it. Nothing is stored before the bytes arrive.
 *
 * @throws {ValidationError} when it is too big
 */
export function announceUpload(blob: Announced, user: Pick<User, "id">, origin: string) {
  if (blob.byte_size > uploadLimit()) throw tooBig("blob[byte_size]")
  const key = newKey()
  const filename = cleanFilename(blob.filename)
  const content_type = blob.content_type || "application/octet-stream"
  const { byte_size, checksum } = blob
  const until = Date.now() + FIVE_MINUTES
  const ticket: Ticket = {
    key,
    user_id: user.id,
    filename,
    byte_size,
    checksum,
    content_type,
    until,
  }
  const token = sign(PURPOSE, JSON.stringify(ticket))
  return {
    key,
    filename,
    content_type,
    byte_size,
    checksum,
    signed_id: signedId({ key }),
    direct_upload: {
      url: `${origin}/rails/active_storage/disk/${token}`,
      headers: { "Content-Type": content_type },
    },
  }
}

/**
 * Stores the file that `token` announced, if type, length and checksum match.
 *
 * @throws {NotFound} when the token is another user's, was used, or has expired
 * @throws {ValidationError} when the type, the length or the checksum differs
 */
export async function receiveUpload(token: string, user: Pick<User, "id">, request: Request) {
  const ticket = await readTicket(token, user)
  const { headers, body } = request
  if (headers.get("content-type") !== ticket.content_type) throw mismatch("type")
  const length = headers.get("content-length")
  if (length !== null && Number(length) !== ticket.byte_size) throw mismatch("length")

  await using incoming = await Incoming.open(ticket.filename, "file")
  try {
    for await (const bytes of body ?? []) {
      if (incoming.byte_size + bytes.length > ticket.byte_size) throw mismatch("length")
      await incoming.write(bytes)
    }
  } catch (error) {
    throw error instanceof ValidationError ? error : mismatch("length")
  }
  await incoming.end()
  if (incoming.byte_size !== ticket.byte_size) throw mismatch("length")
  if (incoming.checksum() !== ticket.checksum) throw mismatch("checksum")
  await storeUpload(incoming, user, ticket.key)
}

async function readTicket(token: string, user: Pick<User, "id">): Promise<Ticket> {
  const text = verify(PURPOSE, token)
  const ticket = text === null ? null : Ticket.parse(JSON.parse(text))
  if (!ticket || ticket.user_id !== user.id || ticket.until < Date.now()) throw new NotFound()
  if (await isUsed(ticket)) throw new NotFound()
  return ticket
}

async function isUsed({ key }: Ticket) {
  const blob = await database()
    .selectFrom("blobs")
    .select("id")
    .where("key", "=", key)
    .executeTakeFirst()
  return blob !== undefined
}

const mismatch = (what: "type" | "length" | "checksum") =>
  new ValidationError(
    `The file was not stored: its ${what} differs from the announced one. Upload it again.`,
  )
