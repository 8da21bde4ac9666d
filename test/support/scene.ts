/** Fixtures: people, rooms and messages, created by the model. */

import { editMessage, type Message, postMessage, readBody } from "../../src/messages/message"
import { bus, type Signal } from "../../src/platform/cable/cable"
import { database, now, type Trx, transaction } from "../../src/platform/database/database"
import { Incoming, PendingUpload, storeUpload } from "../../src/platform/files/file"
import { configureSecret } from "../../src/platform/http/signed"
import { appear, createOpenRoom, type Involvement, type Room } from "../../src/rooms/room"
import { setUp } from "../../src/sessions/session"
import { createUser, type NewUser, type User } from "../../src/users/user"
import { wire } from "../../src/wiring"

export const ORIGIN = "https://hearth.example"
export const DEVICE = { ip_address: "203.0.113.7", user_agent: "HearthTest/1.0" }

export const SECRET = "a secret for tests that is long enough"

/** The standard fixture: Ada, who set up the account, Bea, a member, and their first room, the hall. */
export async function scene() {
  configureSecret(SECRET)
  wire()
  const session = await setUp(
    { name: "Ada", email_address: "ada@example.com", password_digest: "-" },
    DEVICE,
  )
  if (!session) throw new Error("The account exists already")
  const ada = await userById(session.user_id)
  const hall = await database().selectFrom("rooms").selectAll().executeTakeFirstOrThrow()
  return { ada, bea: await createMember("Bea"), hall, session }
}

/** A new member of every open room. */
export function createMember(name: string, more: Partial<NewUser> = {}): Promise<User> {
  const email_address = `${name.toLowerCase()}@example.com`
  return transaction((trx) =>
    createUser(trx, { name, email_address, password_digest: null, role: "member", ...more }),
  )
}

export const openRoom = (creator: User, name: string) =>
  transaction((trx) => createOpenRoom(trx, creator, name))

/** A closed room with exactly these members. */
export async function closedRoom(creator: User, name: string, people: User[]): Promise<Room> {
  return transaction(async (trx) => {
    const room = await trx
      .insertInto("rooms")
      .values({ type: "closed", name, creator_id: creator.id, ...stamps() })
      .returningAll()
      .executeTakeFirstOrThrow()
    for (const person of people) await join(trx, room, person)
    return room
  })
}

export async function removeMember(room: Room, person: User) {
  await transaction((trx) =>
    trx
      .deleteFrom("memberships")
      .where("room_id", "=", room.id)
      .where("user_id", "=", person.id)
      .execute(),
  )
}

export async function setInvolvement(room: Room, person: User, involvement: Involvement) {
  await transaction((trx) =>
    trx
      .updateTable("memberships")
      .set({ involvement })
      .where("room_id", "=", room.id)
      .where("user_id", "=", person.id)
      .execute(),
  )
}

export async function deactivate(person: User) {
  await transaction((trx) =>
    trx.updateTable("users").set({ status: "deactivated" }).where("id", "=", person.id).execute(),
  )
}

/** A tab's subscription to the room, before it appears. */
export const subscription = (room: Room, person: User) => ({
  id: crypto.randomUUID(),
  user_id: person.id,
  room_id: room.id,
})

/** Makes the person present in the room and returns the tab's subscription. */
export async function openTab(room: Room, person: User) {
  const opened = subscription(room, person)
  await appear(opened)
  return opened
}

export function membershipOf(room: Room, person: User) {
  return database()
    .selectFrom("memberships")
    .selectAll()
    .where("room_id", "=", room.id)
    .where("user_id", "=", person.id)
    .executeTakeFirstOrThrow()
}

/** Posts `body` and returns the Turbo Stream. */
export function postWithId(room: Room, person: User, body: string, client_message_id: string) {
  return postMessage(withDisplayName(room), person, {
    body: readBody(body),
    client_message_id,
  })
}

/** Posts `body` and returns the row. */
export async function createMessage(room: Room, person: User, body: string): Promise<Message> {
  const client_message_id = crypto.randomUUID()
  await postWithId(room, person, body, client_message_id)
  return messageByClientId(client_message_id)
}

/** Replaces the body of a message. */
export const changeMessage = (
  room: Room,
  editor: User,
  message: Pick<Message, "id" | "room_id" | "attachment_id">,
  body: string,
) => editMessage(room, editor, message, readBody(body))

/** Posts a message with an attachment. */
export async function createMessageWithFile(
  room: Room,
  person: User,
  { bytes, filename, body = "" }: { bytes: Uint8Array | string; filename: string; body?: string },
): Promise<Message> {
  const client_message_id = crypto.randomUUID()
  const upload = new PendingUpload({ id: await uploadFile(person, bytes, filename) }, person)
  await postMessage(withDisplayName(room), person, {
    body: readBody(body),
    client_message_id,
    upload,
  })
  return messageByClientId(client_message_id)
}

/** Uploads a file without a message and returns its id. */
export async function uploadFile(person: User, bytes: Uint8Array | string, filename: string) {
  await using incoming = await Incoming.open(filename, "message[attachment]")
  await incoming.write(Buffer.from(bytes))
  await incoming.end()
  return (await storeUpload(incoming, person)).id
}

export function messageByClientId(client_message_id: string) {
  return database()
    .selectFrom("messages")
    .selectAll()
    .where("client_message_id", "=", client_message_id)
    .executeTakeFirstOrThrow()
}

export const allMessages = () =>
  database().selectFrom("messages").selectAll().orderBy("id").execute()

export const withDisplayName = (room: Room) => ({ ...room, display_name: room.name ?? "" })

export function userById(id: number): Promise<User> {
  return database().selectFrom("users").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
}

/** Records all signals to the sockets until it is disposed. */
export function recordBroadcasts() {
  const signals: Signal[] = []
  const stop = bus().listen((signal) => signals.push(signal))
  return {
    signals,
    /** The payloads broadcast to `stream`, oldest first. */
    on: (stream: string) =>
      signals.flatMap((signal) =>
        signal.type === "broadcast" && signal.stream === stream ? [signal.payload] : [],
      ),
    [Symbol.dispose]: stop,
  }
}

function join(trx: Trx, room: Room, person: User) {
  return trx
    .insertInto("memberships")
    .values({ room_id: room.id, user_id: person.id, ...stamps() })
    .execute()
}

const stamps = () => ({ created_at: now(), updated_at: now() })
