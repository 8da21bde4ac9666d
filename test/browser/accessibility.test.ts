import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { currentAccount } from "../../src/accounts/account"
import { boostMessage } from "../../src/boosts/boost"
import { type Message, threadPath } from "../../src/messages/message"
import { pinMessage } from "../../src/pins/pin"
import { type Room, startDirect } from "../../src/rooms/room"
import { saveMessage } from "../../src/saves/save"
import { recordSearch } from "../../src/searches/search"
import { banUser, deactivateUser, type User } from "../../src/users/user"
import { accessibilityErrors, colorContrastErrors } from "../support/axe"
import { type BrowserUser, closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import {
  changeMessage,
  closedRoom,
  createMember,
  createMessage,
  openRoom,
  removeMember,
  scene,
} from "../support/scene"
import { type Server, startServer } from "../support/server"
import { replyInThread } from "../support/threads"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 375, height: 720 }
const A_LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff Maximiliane Anneliese"

let hearth: Hearth
let unfounded: Server
let people: Record<"ada" | "bea" | "long" | "lonely" | "banned" | "gone" | "bot", User>
let edited: number
let question: Message
let rooms: Record<"hall" | "board" | "quiet" | "ping", Room>

beforeAll(async () => {
  hearth = await openHearth()
  unfounded = await startServer()
  const { ada, bea, hall } = await scene()
  const [long, banned, gone] = [
    await createMember(A_LONG_NAME, { email_address: "long@example.com" }),
    await createMember("Bad Penny"),
    await createMember("Former Friend"),
  ]
  const bot = await createMember("Robot", { role: "bot", email_address: null })
  for (let number = 1; number <= 24; number++) await createMember(`Person${number}`)
  rooms = {
    hall,
    board: await closedRoom(ada, "Board", [ada, bea, long]),
    quiet: await openRoom(ada, "Marketing and communications, north and south, every week"),
    ping: await startDirect(ada, [bea.id, long.id]),
  }
  const lonely = await createMember("Lonely")
  for (const room of [hall, rooms.quiet]) await removeMember(room, lonely)
  const said = await createMessage(hall, bea, "<p>Keep this</p>")
  for (const booster of [ada, bea, long]) await boostMessage(said, booster, "👏")
  await boostMessage(said, long, "M".repeat(16))
  await pinMessage(said, long)
  await saveMessage(ada, said)
  await createMessage(hall, bea, "<p>Look at <a href='https://example.com'>this</a></p>")
  await createMessage(
    hall,
    long,
    "<p>I <strong>did</strong></p><ul><li>once</li><li>twice</li></ul>",
  )
  const last = await createMessage(
    hall,
    ada,
    "<blockquote>Twice?</blockquote><pre>let twice = 2</pre>",
  )
  await changeMessage(hall, ada, last, "<pre>const twice = 2</pre>")
  edited = last.id
  await banUser(ada, banned.id, null)
  await deactivateUser(ada, gone.id, null)
  question = await createMessage(hall, ada, "<p>Who has the key to the kitchen?</p>")
  for (const person of [bea, long, ada]) await replyInThread(question, person, "<p>Not I</p>")
  people = { ada, bea, long, lonely, banned, gone, bot }
})
afterAll(async () => {
  await closeBrowser()
  await hearth.close()
  await unfounded.stop()
})

/** A search made before, so that the page lists a recent search. */
const search = (query: string) => async () => {
  await recordSearch(people.ada, query)
  return `/searches?q=${encodeURIComponent(query)}`
}

type Screen = {
  by: "nobody" | "ada" | "bea" | "lonely"
  before?: (page: Page) => Promise<unknown>
  at: () => string | Promise<string>
  /** Steps from the page to the screen under test. */
  after?: (page: Page) => Promise<unknown>
}

const room = (name: keyof typeof rooms) => () => `/rooms/${rooms[name].id}`
const person = (name: keyof typeof people) => () => `/users/${people[name].id}`

const SCREENS: Record<string, Screen> = {
  "first run": { by: "nobody", at: () => `${unfounded.url}/first_run` },
  "sign in": { by: "nobody", at: () => "/session/new" },
  "sign in, refused": { by: "nobody", at: () => "/session/new", after: signInBadly },
  "sign up": { by: "nobody", at: async () => `/join/${(await currentAccount())?.join_code}` },
  "sign up, with a wrong code": { by: "nobody", at: () => "/join/nonsense" },
  "a sign-in link that lapsed": { by: "nobody", at: () => "/session/transfers/old", after: lapsed },
  "shortcuts, as a page": { by: "nobody", at: () => "/shortcuts" },
  offline: { by: "nobody", before: loseHearth, at: () => "/offline" },

  "a room": { by: "ada", at: room("hall") },
  "a room that says nothing yet": { by: "bea", at: room("quiet") },
  "a ping": { by: "ada", at: room("ping") },
  "a thread beside its room": { by: "ada", at: room("hall"), after: openThread },
  "a thread on its own": { by: "ada", at: () => threadPath(question) },
  "one's threads": { by: "bea", at: () => "/threads" },
  "one's threads, of which there are none": { by: "lonely", at: () => "/threads" },
  "no rooms": { by: "lonely", at: () => "/" },
  "a room that is nobody's": { by: "bea", at: () => "/rooms/4711" },
  nothing: { by: "bea", at: () => "/nowhere" },
  "the rooms": { by: "ada", at: room("hall"), after: openDrawer },
  "the start of a ping": { by: "ada", at: room("hall"), after: beginPing },
  "the editor of a message": { by: "ada", at: room("hall"), after: openEditor },
  "the history of a message": { by: "ada", at: room("hall"), after: openHistory },
  "the history of a message, as a page": {
    by: "bea",
    at: () => `/rooms/${rooms.hall.id}/messages/${edited}/versions`,
  },
  "the options of a message, as a page": {
    by: "ada",
    at: () => `/rooms/${rooms.hall.id}/messages/${edited}/options`,
  },
  "the menu of a message": { by: "ada", at: room("hall"), after: openMenu },
  "the start of a search": { by: "bea", at: () => "/searches" },
  "what was found": { by: "ada", at: search("twice") },
  "nothing that was found": { by: "ada", at: search("zebra from:nobody") },
  "a boost, half-written": { by: "ada", at: room("hall"), after: beginBoost },
  "the emoji": { by: "ada", at: room("hall"), after: openEmoji },
  "the pins of a room": { by: "ada", at: room("hall"), after: openPins },
  "the same as a page": { by: "ada", at: () => `/rooms/${rooms.hall.id}/pins` },
  "no pins": { by: "ada", at: () => `/rooms/${rooms.quiet.id}/pins` },
  "what one has saved": { by: "ada", at: () => "/users/me/saved" },
  "nothing saved": { by: "lonely", at: () => "/users/me/saved" },
  "the switcher": { by: "ada", at: room("hall"), after: openSwitcher },
  "the shortcuts": { by: "ada", at: room("hall"), after: openSheet },

  "a new open room": { by: "bea", at: () => "/rooms/opens/new" },
  "a new closed room": { by: "ada", at: () => "/rooms/closeds/new" },
  "a new room, refused": { by: "ada", at: () => "/rooms/closeds/new", after: saveWithoutName },
  "the settings of a room": { by: "ada", at: () => `/rooms/closeds/${rooms.board.id}/edit` },
  "the same for who can't change it": {
    by: "bea",
    at: () => `/rooms/closeds/${rooms.board.id}/edit`,
  },
  "a new ping": { by: "ada", at: () => "/rooms/directs/new" },
  "the settings of a ping": { by: "ada", at: () => `/rooms/directs/${rooms.ping.id}/edit` },
  "the bell of a room": { by: "ada", at: () => `/rooms/${rooms.hall.id}/involvement` },

  "somebody, to an administrator": { by: "ada", at: person("long") },
  "what came too late": { by: "ada", at: pageOfSomebody, after: banTwice },
  "somebody, to a member": { by: "bea", at: person("long") },
  oneself: { by: "bea", at: person("bea") },
  "somebody banned": { by: "ada", at: person("banned") },
  "somebody who is gone": { by: "bea", at: person("gone") },
  "a bot": { by: "bea", at: person("bot") },
  "one's profile": { by: "bea", at: () => "/users/me/profile" },
  "one's devices": { by: "bea", at: () => "/users/me/sessions" },
  "the offer of a sign-in link": { by: "bea", at: () => "/session/transfers" },
  "a sign-in link": { by: "bea", at: () => "/session/transfers", after: makeLink },

  "the account, to an administrator": { by: "ada", at: () => "/account/edit" },
  "the account, to a member": { by: "bea", at: () => "/account/edit" },
  "the custom styles": { by: "ada", at: () => "/account/custom_styles/edit" },
  "the audit log": { by: "ada", at: () => "/account/audit" },
}

describe("has no accessibility errors and no overflow, in both themes and at both widths:", () => {
  for (const [name, { by, before, at, after }] of Object.entries(SCREENS))
    test(name, async () => {
      for (const viewport of [WIDE, NARROW]) {
        const page = await newPage(by, viewport)
        await before?.(page)
        await page.goto(await at())
        await after?.(page)
        await page.emulateMedia({ colorScheme: "light" })
        expect([viewport.width, ...(await accessibilityErrors(page))]).toEqual([viewport.width])
        await page.emulateMedia({ colorScheme: "dark" })
        expect([viewport.width, ...(await colorContrastErrors(page))]).toEqual([viewport.width])
        expect(await overhang(page)).toBe(0)
        await page.close()
      }
    })
})

/** One browser per person, which loads styles and scripts once for all screens. */
const sitting = new Map<Screen["by"], BrowserUser>()

async function newPage(by: Screen["by"], viewport: typeof WIDE) {
  const someone = sitting.get(by) ?? (await sit(by))
  sitting.set(by, someone)
  const page = await someone.context.newPage()
  await page.setViewportSize(viewport)
  // The ready check waits for an entry in local storage, so no earlier page may have left one.
  await page.addInitScript(() => localStorage.clear())
  return page
}

// With reduced motion no element is half faded in during the check.
async function sit(by: Screen["by"]) {
  const as = by === "nobody" ? hearth.anonymousClient() : await hearth.clientFor(people[by])
  return openBrowser(hearth.server, { as, reducedMotion: "reduce" })
}

// The offline page polls the server, and would reload.
function loseHearth(page: Page) {
  return page.route("**/up", (route) => route.abort())
}

const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function signInBadly(page: Page) {
  await page.getByRole("textbox", { name: "Email address" }).fill("nobody@example.com")
  await page.getByLabel("Password").fill("wrong")
  await page.keyboard.press("Enter")
  await page.getByRole("alert").waitFor()
}

async function lapsed(page: Page) {
  await page.getByRole("heading", { name: "This link no longer works" }).waitFor()
}

async function openDrawer(page: Page) {
  const button = page.getByRole("button", { name: "Open menu" })
  if (await button.isVisible()) await button.click()
  await page.locator("#user_sidebar:not([inert]) #list_room_1").waitFor()
}

async function beginPing(page: Page) {
  await pageReady(page)
  await openDrawer(page)
  await page.getByRole("link", { name: "New Ping" }).click()
  await page.getByRole("combobox", { name: "People to ping" }).pressSequentially("be")
  await page.getByRole("option", { name: "Bea" }).waitFor()
}

async function openThread(page: Page) {
  await pageReady(page)
  await page.locator(".thread-summary__link").click()
  await page.locator("#thread lexxy-editor[connected]:not(:has(textarea))").waitFor()
}

async function openMenu(page: Page) {
  const menu = page.locator(".message details").last()
  await eventually(async () => {
    await menu.locator("summary").press("Enter")
    return menu.evaluate((element) => element.hasAttribute("open"))
  })
}

async function openEditor(page: Page) {
  await pageReady(page)
  await openMenu(page)
  await page.locator(".message details[open]").getByRole("link", { name: "Edit" }).click()
  await page.locator(".message-edit lexxy-toolbar[connected]").waitFor()
}

async function openHistory(page: Page) {
  await pageReady(page)
  await page.getByRole("link", { name: "edited" }).click()
  await page.getByRole("dialog").locator(".version").nth(1).waitFor()
}

async function beginBoost(page: Page) {
  await pageReady(page)
  await page.getByRole("link", { name: "Add a boost" }).click()
  await page.getByRole("textbox", { name: "Add a boost" }).waitFor()
}

async function openEmoji(page: Page) {
  await pageReady(page)
  await page.getByRole("button", { name: "Emoji", exact: true }).click()
  await page.getByRole("dialog", { name: "Emoji" }).getByRole("tabpanel").waitFor()
}

async function openPins(page: Page) {
  await pageReady(page)
  await page.getByRole("link", { name: "1 pinned message" }).click()
  await page.getByRole("dialog", { name: "Pinned messages" }).waitFor()
}

async function openSwitcher(page: Page) {
  await pageReady(page)
  await page.keyboard.press("Control+k")
  await page.locator("#switcher[open] [role=option]:visible").first().waitFor()
}

async function openSheet(page: Page) {
  await pageReady(page)
  await page.locator(".messages").focus()
  await page.keyboard.press("?")
  await page.getByRole("dialog").getByText("Jump to a room or person").waitFor()
}

async function saveWithoutName(page: Page) {
  await page.getByRole("textbox", { name: "Name this room" }).fill(" ")
  await page.keyboard.press("Enter")
  await page.getByText("Please name the room.").waitFor()
}

async function pageOfSomebody() {
  const { id } = await createMember(`Late ${crypto.randomUUID().slice(0, 8)}`)
  return `/users/${id}`
}

async function banTwice(page: Page) {
  const id = Number(/\d+$/.exec(page.url())?.[0])
  await banUser(people.ada, id, null)
  page.once("dialog", (dialog) => void dialog.accept())
  await page.getByRole("button", { name: /^Ban / }).click()
  await page.getByRole("alert").filter({ hasText: "is banned already" }).waitFor()
  await page.getByRole("link", { name: "Back to the rooms" }).waitFor()
}

async function makeLink(page: Page) {
  await page.getByRole("button", { name: "Make a sign-in link" }).click()
  await page.locator("#session_transfer_url").waitFor()
}
