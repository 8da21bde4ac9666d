/** The eight who try each door, and what lies behind it: fresh for each try that changes something. */

import { currentAccount } from "../../src/accounts/account"
import { boostMessage } from "../../src/boosts/boost"
import { signedId } from "../../src/messages/attachments/paths"
import type { Message } from "../../src/messages/message"
import { database, transaction } from "../../src/platform/database/database"
import { qrPath } from "../../src/platform/ui/qr"
import { createClosedRoom, type Room, startDirect } from "../../src/rooms/room"
import { createTransfer, startSession } from "../../src/sessions/session"
import { avatarPath, banUser, deactivateUser, hashPassword, type User } from "../../src/users/user"
import type { Hearth } from "../support/hearth"
import { type Form, HttpClient } from "../support/http-client"
import {
  createMember,
  createMessage,
  createMessageWithFile,
  DEVICE,
  scene,
  userById,
} from "../support/scene"
import { type Door, nameOf, type Who } from "./routes"

const PASSWORD = "correct horse"

/** Each has a place of their own, so that a ban or too many tries concern nobody else. */
const PLACES: Record<Who, string> = {
  stranger: "198.51.100.1",
  member: "198.51.100.2",
  outsider: "198.51.100.3",
  creator: "198.51.100.4",
  administrator: "198.51.100.5",
  bot: "198.51.100.6",
  banned: "198.51.100.7",
  deactivated: "198.51.100.8",
}

export type Cast = Awaited<ReturnType<typeof castAt>>

/**
 * The eight, and an administrator whose rooms are elsewhere.
 *
 * @param house with TRUST_PROXY, for the eight come from eight addresses
 */
export async function castAt(hearth: Hearth) {
  const { ada, hall: oldest } = await scene()
  const administrator = await givePassword(ada)
  const member = await withPassword("Member")
  const outsider = await withPassword("Outsider")
  const creator = await withPassword("Creator")
  const banned = await withPassword("Banned")
  const deactivated = await withPassword("Deactivated")
  const bot = await someBot()
  await transaction((trx) => createClosedRoom(trx, outsider, "Another room", []))
  const gone = {
    banned: await signedIn(hearth, "banned", banned),
    deactivated: await signedIn(hearth, "deactivated", deactivated),
  }
  await banUser(administrator, banned.id, null)
  await deactivateUser(administrator, deactivated.id, null)
  const elsewhere = await createMember("Elsewhere", { role: "administrator" })
  return {
    hearth,
    oldest,
    administrator,
    elsewhere,
    member,
    outsider,
    creator,
    banned,
    deactivated,
    bot,
    gone,
  }
}

/** Somebody at their device. A bot has none: it is a program with a key. */
export async function visitorFor(who: Who, cast: Cast): Promise<HttpClient> {
  const { hearth, gone } = cast
  if (who === "stranger" || who === "bot") return new HttpClient(hearth.server)
  if (who === "banned" || who === "deactivated") return withCookiesOf(gone[who])
  return signedIn(hearth, who, cast[who])
}

function withCookiesOf(earlier: HttpClient) {
  const client = new HttpClient(earlier.url)
  for (const [name, value] of earlier.cookies) client.cookies.set(name, value)
  return client
}

export type Stage = Awaited<ReturnType<typeof stageFor>>

/** A room with a message, a ping, people and codes, that nothing has happened to yet. */
export async function stageFor({ administrator, member, creator, hearth }: Cast) {
  const room: Room = await transaction((trx) =>
    createClosedRoom(trx, creator, "The room", [member.id, administrator.id]),
  )
  const message = await createMessage(room, creator, "<p>Good morning</p>")
  const file = await fileOf(
    await createMessageWithFile(room, creator, { bytes: "Tea", filename: "shopping.txt" }),
  )
  const boost = await boostMessage(message, member, "👍")
  // There is one ping for the same people, so each stage has it with people of its own.
  const person = await createMember(`Person ${crypto.randomUUID()}`)
  const ping = await startDirect(creator, [member.id, person.id])
  const shutOut = await createMember(`Shut out ${crypto.randomUUID()}`)
  await banUser(administrator, shutOut.id, null)
  const session = await transaction((trx) => startSession(trx, member, DEVICE))
  const assets = await (await new HttpClient(hearth.server).get("/session/new")).text()
  return {
    room,
    ping,
    message,
    file,
    boost,
    person,
    shutOut,
    session,
    asset: /\/assets\/[^"]+\.css/.exec(assets)?.[0] ?? "",
    code: (await currentAccount())?.join_code ?? "",
    transfer: await createTransfer(member, member, null),
  }
}

const fileOf = ({ attachment_id }: Message) =>
  database()
    .selectFrom("blobs")
    .selectAll()
    .where("id", "=", attachment_id)
    .executeTakeFirstOrThrow()

/** What somebody who has no business there could have changed. */
export async function stateOf({ room, ping, message, person, shutOut }: Stage) {
  const db = database()
  const ids = [room.id, ping.id]
  return {
    rooms: await db.selectFrom("rooms").selectAll().where("id", "in", ids).execute(),
    members: await db
      .selectFrom("memberships")
      .select(["room_id", "user_id", "involvement", "unread_at"])
      .where("room_id", "in", ids)
      .orderBy("id")
      .execute(),
    messages: await db.selectFrom("messages").selectAll().where("room_id", "in", ids).execute(),
    pins: await db.selectFrom("pins").selectAll().where("room_id", "in", ids).execute(),
    saves: await db
      .selectFrom("saved_messages")
      .selectAll()
      .where("message_id", "=", message.id)
      .execute(),
    boosts: await db
      .selectFrom("boosts")
      .selectAll()
      .where("message_id", "=", message.id)
      .execute(),
    people: [await userById(person.id), await userById(shutOut.id)],
  }
}

/** The address of a route on this stage. */
export function addressOf(route: string, door: Door, stage: Stage, { oldest }: Cast) {
  const { room, ping, message, file, boost, person, shutOut, session } = stage
  const liftsBan = nameOf(door) === "DELETE /users/:id/ban"
  const names: [string, string][] = [
    ["/assets/*", stage.asset],
    ["/redirect/:signed_id", `/redirect/${signedId(file)}`],
    ["/qr_code/:id", qrPath("https://hearth.example")],
    [":code", stage.code],
    [":signed", stage.transfer],
    ["/users/:token/avatar", avatarPath(person)],
    ["/users/me/sessions/:id", `/users/me/sessions/${session.id}`],
    ["/users/:id", `/users/${liftsBan ? shutOut.id : person.id}`],
    ["/boosts/:id", `/boosts/${boost.id}`],
    ["/messages/:message_id", `/messages/${message.id}`],
    [":permalink{@.+}", `@${message.id}`],
    ["/messages/:id", `/messages/${message.id}`],
    [":thread_id", String(message.id)],
    ["/rooms/directs/:id", `/rooms/directs/${ping.id}`],
    [":kind{opens|closeds}", "closeds"],
    ["/rooms/closeds/:id", `/rooms/closeds/${room.id}`],
    ["/rooms/:id", `/rooms/${room.id}`],
    ["/autocompletable/users", `/autocompletable/users?room_id=${room.id}`],
    [":room_id", String(room.id)],
    [":ping", String(ping.id)],
    [":oldest", String(oldest.id)],
  ]
  return names.reduce((path, [name, value]) => path.replace(name, value), route)
}

/** What somebody may well send there, who means it. */
export function formFor({ method, path }: Door, who: Who, { person }: Stage, cast: Cast): Form {
  switch (`${method === "PATCH" ? "PUT" : method} ${path}`) {
    case "POST /join/:code":
      return newcomerForm()
    case "POST /first_run":
      return newcomerForm()
    case "POST /session":
      return { email_address: emailOf(who, cast), password: PASSWORD }
    case "PUT /users/:id/profile":
      return { "user[bio]": "Hello" }
    case "PUT /account/users/:id":
      return { "user[role]": "member" }
    case "PUT /account":
      return { "account[name]": "Hearth" }
    case "PUT /account/custom_styles":
      return { "account[custom_styles]": "" }
    case "POST /rooms/:kind{opens|closeds}":
    case "PUT /rooms/:kind{opens|closeds}/:id":
      return {
        "room[name]": "The room",
        "user_ids[]": [cast.member.id, cast.creator.id, cast.administrator.id],
      }
    case "POST /rooms/directs":
      return { "user_ids[]": [person.id] }
    case "POST /searches":
      return { q: "tea" }
    case "PUT /rooms/:room_id/involvement":
    case "PUT /rooms/:room_id/messages/:id/thread/involvement":
      return { involvement: "everything" }
    case "POST /rooms/:room_id/messages":
    case "POST /rooms/:room_id/messages/:thread_id/thread/messages":
    case "PUT /rooms/:room_id/messages/:id":
      return { "message[body]": "<p>Good evening</p>" }
    case "POST /unfurl_link":
      return { url: "http://127.0.0.1/" }
    case "POST /messages/:message_id/boosts":
      return { "boost[content]": "👏" }
    default:
      return {}
  }
}

/** Tries the door at `path`, from the visitor's own place. */
export function knock(who: Who, client: HttpClient, { method, path, form, headers }: Knock) {
  const from = { "x-forwarded-for": PLACES[who], ...headers }
  switch (method) {
    case "POST":
      return client.post(path, form, from)
    case "PUT":
      return client.put(path, form, from)
    case "PATCH":
      return client.patch(path, form, from)
    case "DELETE":
      return client.delete(path, form, from)
    default:
      return client.get(path, from)
  }
}

type Knock = { method: string; path: string; form: Form; headers?: Record<string, string> }

/** Bots say who they are in the address. */
export function withKey(path: string, { bot }: Cast) {
  const url = new URL(path, "http://hearth.example")
  url.searchParams.set("bot_key", `${bot.id}-${bot.bot_token}`)
  return url.pathname + url.search
}

const withPassword = async (name: string) => givePassword(await createMember(name))

async function givePassword({ id }: User) {
  const password_digest = await hashPassword(PASSWORD)
  return changed(id, { password_digest })
}

async function someBot() {
  const { id } = await createMember("Bot", { role: "bot", email_address: null })
  return changed(id, { bot_token: "0123456789ab" })
}

function changed(id: number, changes: Partial<Pick<User, "password_digest" | "bot_token">>) {
  return transaction((trx) =>
    trx
      .updateTable("users")
      .set(changes)
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

/** Signed in at their own place, which their session then knows. */
export async function signedIn(hearth: Hearth, who: Who, person: User) {
  const client = await hearth.clientFor(person)
  await client.get("/", { "x-forwarded-for": PLACES[who] })
  client.cookies.delete("last_room")
  return client
}

/** As it was when they were here. */
const emailOf = (who: Who, cast: Cast) =>
  (who !== "stranger" && cast[who].email_address) || "nobody@example.com"

const newcomerForm = (): Form => ({
  "user[name]": "Newcomer",
  "user[email_address]": `${crypto.randomUUID()}@example.com`,
  "user[password]": PASSWORD,
})
