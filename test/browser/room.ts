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

/** A server with one room and two signed-in users. */
export async function startWithTwoUsers(options: ServerOptions = {}) {
  const server = await startServer(options)
  const ada = new HttpClient(server)
  await ada.createFirstUser(ADA)
  await createMember(server, BOB)
  const bob = new HttpClient(server)
  await bob.signIn(BOB)
  return { server, ada, bob, [Symbol.asyncDispose]: () => server.stop() }
}

type PageOptions = BrowserOptions & {
  at?: string
  /** Runs before the page is opened. */
  before?: (page: Page) => Promise<unknown>
}

/** Opens a room in a browser, and waits for its stream and its editor. */
export async function openRoomPage(server: Server, as: HttpClient, options: PageOptions = {}) {
  const { at = ROOM, before, ...browserOptions } = options
  const person = await openBrowser(server, { as, ...browserOptions })
  const room = new Room(person)
  await before?.(person.page)
  await person.page.goto(at)
  await room.ready()
  return room
}

/** A room's page in a browser. */
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
   * Waits for the room in the URL, its stream and its editor. A Turbo visit changes the URL before
   * the page, so it checks the ids.
   */
  async ready() {
    const id = /\/rooms\/(\d+)/.exec(this.page.url())?.[1]
    const list = this.page.locator(`#message-area:has(#messages_room_${id})`)
    await list.locator("[channel=RoomMessagesChannel][connected]").waitFor({ state: "attached" })
    const composer = this.page.locator(`#composer[action="/rooms/${id}/messages"]`)
    await composer.locator("lexxy-editor[connected]:not(:has(textarea))").waitFor()
  }

  async send(text: string) {
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

  /** Waits until the messages are exactly `texts`. */
  async expectTexts(...texts: string[]) {
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

  /** The vertical position of a message's text in the window. */
  async topOf(text: string) {
    const words = this.message(text).locator(".message__presentation")
    return (await eventually(() => words.boundingBox(), `a place for ${text}`)).y
  }

  async [Symbol.asyncDispose]() {
    await this.person[Symbol.asyncDispose]()
  }
}

/** Posts a message over HTTP with the user's session. */
export async function post(as: HttpClient, text: string, clientId = crypto.randomUUID()) {
  const form = { "message[body]": `<p>${text}</p>`, "message[client_message_id]": clientId }
  const response = await as.post(`${ROOM}/messages`, form)
  const html = await response.text()
  if (!response.ok) throw new Error(`${response.status}: ${html}`)
  return { clientId, html, id: idIn(html) }
}

const idIn = (html: string) => Number(/data-message-id="(\d+)"/.exec(html)?.[1])

/** Posts `count` messages over HTTP, starting with "message 1". */
export async function postMessages(as: HttpClient, count: number, from = 1) {
  const ids: number[] = []
  for (let number = from; number < from + count; number++)
    ids.push((await post(as, `message ${number}.`)).id)
  return ids
}

/**
 * Stores `count` messages in the database, without a broadcast: faster than `postMessages`.
 *
 * @returns their ids
 */
export function storeMessages({ server }: { server: Server }, count: number, author = ADA) {
  return inStore(server, async () => {
    const rooms = database().selectFrom("rooms").selectAll()
    const hall = await rooms.orderBy("id").executeTakeFirstOrThrow()
    const people = database().selectFrom("users").selectAll()
    const creator = await people.where("name", "=", author.name).executeTakeFirstOrThrow()
    // Concurrent inserts share a commit, and keep their order.
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

async function createMember(server: Server, { name, email, password }: TestUser) {
  const password_digest = await hashPassword(password)
  await inTransaction(server, (trx) =>
    createUser(trx, { name, email_address: email, password_digest, role: "member" }),
  )
}

// Creates records in the server's database.
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
