/** The eight roles, and the records that the routes are about: new ones for each request that changes something. */

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
import { type Role, type Route, titleOf } from "./routes"

const PASSWORD = "correct horse"

/** Each role has an IP address of its own, so that bans and rate limits affect no other role. */
const ADDRESSES: Record<Role, string> = {
  anonymous: "198.51.100.1",
  member: "198.51.100.2",
  outsider: "198.51.100.3",
  creator: "198.51.100.4",
  administrator: "198.51.100.5",
  bot: "198.51.100.6",
  banned: "198.51.100.7",
  deactivated: "198.51.100.8",
}

export type Users = Awaited<ReturnType<typeof createUsers>>

/**
 * Creates the eight roles, and an administrator of other rooms.
 *
 * @param hearth with TRUST_PROXY, because the roles use eight addresses
 */
export async function createUsers(hearth: Hearth) {
  const { ada, hall: oldest } = await scene()
  const administrator = await givePassword(ada)
  const member = await withPassword("Member")
  const outsider = await withPassword("Outsider")
  const creator = await withPassword("Creator")
  const banned = await withPassword("Banned")
  const deactivated = await withPassword("Deactivated")
  const bot = await createBot()
  await transaction((trx) => createClosedRoom(trx, outsider, "Another room", []))
  const formerClients = {
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
    formerClients,
  }
}

/** A client signed in as `role`. A bot has no session: its key is in the path. */
export async function clientOf(role: Role, users: Users): Promise<HttpClient> {
  const { hearth, formerClients } = users
  if (role === "anonymous" || role === "bot") return new HttpClient(hearth.server)
  if (role === "banned" || role === "deactivated") return withCookiesOf(formerClients[role])
  return signedIn(hearth, role, users[role])
}

function withCookiesOf(earlier: HttpClient) {
  const client = new HttpClient(earlier.url)
  for (const [name, value] of earlier.cookies) client.cookies.set(name, value)
  return client
}

export type Fixture = Awaited<ReturnType<typeof createFixture>>

/** An unchanged room with a message, a direct message, people and codes. */
export async function createFixture({ administrator, member, creator, hearth }: Users) {
  const room: Room = await transaction((trx) =>
    createClosedRoom(trx, creator, "The room", [member.id, administrator.id]),
  )
  const message = await createMessage(room, creator, "<p>Good morning</p>")
  const file = await fileOf(
    await createMessageWithFile(room, creator, { bytes: "Tea", filename: "shopping.txt" }),
  )
  const boost = await boostMessage(message, member, "👍")
  // Direct messages are unique per set of people, so each fixture has a person of its own.
  const person = await createMember(`Person ${crypto.randomUUID()}`)
  const ping = await startDirect(creator, [member.id, person.id])
  const bannedPerson = await createMember(`Banned ${crypto.randomUUID()}`)
  await banUser(administrator, bannedPerson.id, null)
  const session = await transaction((trx) => startSession(trx, member, DEVICE))
  const assets = await (await new HttpClient(hearth.server).get("/session/new")).text()
  return {
    room,
    ping,
    message,
    file,
    boost,
    person,
    bannedPerson,
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

/** The rows that an unauthorized request must not change. */
export async function stateOf({ room, ping, message, person, bannedPerson }: Fixture) {
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
    people: [await userById(person.id), await userById(bannedPerson.id)],
  }
}

/** Fills the parameters of a route with the fixture's ids. */
export function addressOf(pattern: string, route: Route, fixture: Fixture, { oldest }: Users) {
  const { room, ping, message, file, boost, person, bannedPerson, session } = fixture
  const liftsBan = titleOf(route) === "DELETE /users/:id/ban"
  const names: [string, string][] = [
    ["/assets/*", fixture.asset],
    ["/redirect/:signed_id", `/redirect/${signedId(file)}`],
    ["/qr_code/:id", qrPath("https://hearth.example")],
    [":code", fixture.code],
    [":signed", fixture.transfer],
    ["/users/:token/avatar", avatarPath(person)],
    ["/users/me/sessions/:id", `/users/me/sessions/${session.id}`],
    ["/users/:id", `/users/${liftsBan ? bannedPerson.id : person.id}`],
    ["/boosts/:id", `/boosts/${boost.id}`],
    ["/messages/:message_id", `/messages/${message.id}`],
    [":permalink{@.+}", `@${message.id}`],
    ["/messages/:id", `/messages/${message.id}`],
    ["/rooms/directs/:id", `/rooms/directs/${ping.id}`],
    [":kind{opens|closeds}", "closeds"],
    ["/rooms/closeds/:id", `/rooms/closeds/${room.id}`],
    ["/rooms/:id", `/rooms/${room.id}`],
    ["/autocompletable/users", `/autocompletable/users?room_id=${room.id}`],
    [":room_id", String(room.id)],
    [":ping", String(ping.id)],
    [":oldest", String(oldest.id)],
  ]
  return names.reduce((path, [name, value]) => path.replace(name, value), pattern)
}

/** A valid form for the route. */
export function formFor(
  { method, path }: Route,
  role: Role,
  { person }: Fixture,
  users: Users,
): Form {
  switch (`${method === "PATCH" ? "PUT" : method} ${path}`) {
    case "POST /join/:code":
      return signUpForm()
    case "POST /first_run":
      return signUpForm()
    case "POST /session":
      return { email_address: emailOf(role, users), password: PASSWORD }
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
        "user_ids[]": [users.member.id, users.creator.id, users.administrator.id],
      }
    case "POST /rooms/directs":
      return { "user_ids[]": [person.id] }
    case "POST /searches":
      return { q: "tea" }
    case "PUT /rooms/:room_id/involvement":
    case "PUT /rooms/:room_id/messages/:id/thread/involvement":
      return { involvement: "everything" }
    case "POST /rooms/:room_id/messages":
    case "POST /rooms/:room_id/messages/:id/thread/messages":
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

/** Sends the request from the role's address. */
export function send(role: Role, client: HttpClient, { method, path, form, headers }: Request) {
  const from = { "x-forwarded-for": ADDRESSES[role], ...headers }
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

type Request = { method: string; path: string; form: Form; headers?: Record<string, string> }

/** Adds the bot's key to the path. */
export function withKey(path: string, { bot }: Users) {
  const url = new URL(path, "http://hearth.example")
  url.searchParams.set("bot_key", `${bot.id}-${bot.bot_token}`)
  return url.pathname + url.search
}

const withPassword = async (name: string) => givePassword(await createMember(name))

async function givePassword({ id }: User) {
  const password_digest = await hashPassword(PASSWORD)
  return changed(id, { password_digest })
}

async function createBot() {
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

/** Signs in from the role's address, which the session stores. */
export async function signedIn(hearth: Hearth, role: Role, person: User) {
  const client = await hearth.clientFor(person)
  await client.get("/", { "x-forwarded-for": ADDRESSES[role] })
  client.cookies.delete("last_room")
  return client
}

/** Their email address before the ban or deactivation. */
const emailOf = (role: Role, users: Users) =>
  (role !== "anonymous" && users[role].email_address) || "nobody@example.com"

const signUpForm = (): Form => ({
  "user[name]": "Newcomer",
  "user[email_address]": `${crypto.randomUUID()}@example.com`,
  "user[password]": PASSWORD,
})
