import type { Page } from "playwright-core"
import {
  configureStore,
  database,
  openStore,
  type Trx,
  transaction,
} from "../../src/platform/database/database"
import { createOpenRoom } from "../../src/rooms/lifecycle"
import { createUser, hashPassword } from "../../src/users/user"
import { wire } from "../../src/wiring"
import { type BrowserOptions, type BrowserUser, openBrowser } from "../support/browser"
import { ADA, HttpClient, type TestUser } from "../support/http-client"
import { postWithId } from "../support/scene"
import { type Server, type ServerOptions, startServer } from "../support/server"
import { eventually } from "../support/timeouts"

export const BOB: TestUser = {
  name: "Bob Noyce",
  email: "bob@example.com",
  password: "integrated circuit",
}

export const ROOM = "/rooms/1"

/** A server with one room and two people in it, neither yet at a browser. */
export async function twoPeople(options: ServerOptions = {}) {
  const server = await startServer(options)
  const ada = new HttpClient(server)
  await ada.createFirstUser(ADA)
  await settle(server, BOB)
  const bob = new HttpClient(server)
  await bob.signIn(BOB)
  return { server, ada, bob, [Symbol.asyncDispose]: () => server.stop() }
}

type Entry = BrowserOptions & {
  at?: string
  /** What is to be arranged before the page is opened. */
  before?: (page: Page) => Promise<unknown>
}

/** Sits somebody down in front of the room, with the stream flowing and the editor there. */
export async function enter(server: Server, as: HttpClient, entry: Entry = {}) {
  const { at = ROOM, before, ...options } = entry
  const person = await openBrowser(server, { as, ...options })
  const room = new Room(person)
  await before?.(person.page)
  await person.page.goto(at)
  await room.ready()
  return room
}

/** The room's page, as the one before it sees and handles it. */
export class Room implements AsyncDisposable {
  readonly page
  readonly composer
  readonly messages
  readonly pill

  constructor(readonly person: BrowserUser) {
    this.page = person.page
    this.composer = this.page.getByRole("textbox", { name: "Write a message" })
    this.messages = this.page.locator(".messages > .message")
    this.pill = this.page.getByRole("button", { name: "Jump to newest message" })
  }

  /**
   * Waits until the room that the address names is there, its stream flows and its editor has come.
   * The address changes before the page does: until then the room before is still live.
   */
  async ready() {
    const id = /\/rooms\/(\d+)/.exec(this.page.url())?.[1]
    const list = this.page.locator(`#message-area:has(#messages_room_${id})`)
    await list.locator("[channel=RoomMessagesChannel][connected]").waitFor({ state: "attached" })
    const composer = this.page.locator(`#composer[action="/rooms/${id}/messages"]`)
    await composer.locator("lexxy-editor[connected]:not(:has(textarea))").waitFor()
  }

  async say(text: string) {
    await this.composer.pressSequentially(text)
    await this.page.keyboard.press("Enter")
  }

  message(text: string) {
    return this.messages.filter({ hasText: text })
  }

  stored(text: string) {
    return this.page.locator(".messages > .message[data-message-id]").filter({ hasText: text })
  }

  failed(text: string) {
    return this.page.locator(".message--failed").filter({ hasText: text })
  }

  texts() {
    return this.page.locator(".message__presentation").allInnerTexts()
  }

  /** Waits until the list says just this, from its first row to its last. */
  async reads(...texts: string[]) {
    let seen: string[] = []
    await eventually(async () => {
      seen = await this.texts()
      return seen.join("\n") === texts.join("\n")
    }).catch(() => {
      throw new Error(`The room reads ${JSON.stringify(seen)} instead of ${JSON.stringify(texts)}`)
    })
  }

  scroll() {
    return this.page.locator(".messages").evaluate((list) => ({
      top: list.scrollTop,
      fromEnd: list.scrollHeight - list.scrollTop - list.clientHeight,
    }))
  }

  async scrollTo(top: number) {
    await this.page.locator(".messages").evaluate((list, to) => list.scrollTo({ top: to }), top)
  }

  /** Where a message's text stands in the window. */
  async topOf(text: string) {
    const words = this.message(text).locator(".message__presentation")
    return (await eventually(() => words.boundingBox(), `a place for ${text}`)).y
  }

  async [Symbol.asyncDispose]() {
    await this.person[Symbol.asyncDispose]()
  }
}

/** Posts over plain HTTP, as a script with the person's session would. */
export async function post(as: HttpClient, text: string, clientId = crypto.randomUUID()) {
  const form = { "message[body]": `<p>${text}</p>`, "message[client_message_id]": clientId }
  const answer = await as.post(`${ROOM}/messages`, form)
  const html = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status}: ${html}`)
  return { clientId, html, id: idIn(html) }
}

const idIn = (html: string) => Number(/data-message-id="(\d+)"/.exec(html)?.[1])

/** Posts `count` messages, "message 1" first. */
export async function chatter(as: HttpClient, count: number, from = 1) {
  const ids: number[] = []
  for (let number = from; number < from + count; number++)
    ids.push((await post(as, `message ${number}.`)).id)
  return ids
}

/**
 * What was said before anybody came to look: messages as `chatter` posts them, in a fraction of the
 * time, and no page hears of them.
 *
 * @returns their ids
 */
export function backlog({ server }: { server: Server }, count: number, author = ADA) {
  return inStore(server, async () => {
    const rooms = database().selectFrom("rooms").selectAll()
    const hall = await rooms.orderBy("id").executeTakeFirstOrThrow()
    const people = database().selectFrom("users").selectAll()
    const creator = await people.where("name", "=", author.name).executeTakeFirstOrThrow()
    // All at once share a few commits, and keep their order.
    const said = Array.from({ length: count }, (_, index) =>
      postWithId(hall, creator, `<p>message ${index + 1}.</p>`, crypto.randomUUID()),
    )
    return (await Promise.all(said)).map(idIn)
  })
}

/** Opens another room to everyone. */
export function addRoom(server: Server, name: string) {
  return inTransaction(server, async (trx) => {
    const creator = await trx.selectFrom("users").selectAll().executeTakeFirstOrThrow()
    return createOpenRoom(trx, creator, name)
  })
}

async function settle(server: Server, { name, email, password }: TestUser) {
  const password_digest = await hashPassword(password)
  await inTransaction(server, (trx) =>
    createUser(trx, { name, email_address: email, password_digest, role: "member" }),
  )
}

// There are no doors yet through which second people and second rooms come in.
function inTransaction<T>(server: Server, work: (trx: Trx) => Promise<T>) {
  return inStore(server, () => transaction(work))
}

async function inStore<T>(server: Server, work: () => Promise<T>) {
  wire()
  const store = await openStore(server.storage, null)
  configureStore(store)
  try {
    return await work()
  } finally {
    configureStore(undefined)
    await store.close()
  }
}
