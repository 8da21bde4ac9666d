import { afterAll, expect, test } from "bun:test"
import type { Page, WebSocketRoute } from "playwright-core"
import { closeBrowser, openBrowser } from "../support/browser"
import type { HttpClient } from "../support/http-client"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, post, ROOM, type Room, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

const NARROW = { width: 375, height: 720 }

/** Answers over plain HTTP, as a script with the person's session would. */
async function reply(as: HttpClient, root: number, text: string) {
  const form = { "message[body]": `<p>${text}</p>` }
  const accept = { accept: "text/vnd.turbo-stream.html" }
  const answer = await as.post(`${ROOM}/messages/${root}/thread/messages`, form, accept)
  return Number(/data-message-id="(\d+)"/.exec(await answer.text())?.[1])
}

const stored = (page: Page, text: string) =>
  page.locator("#thread .messages > .message[data-message-id]").filter({ hasText: text })

const field = (page: Page) => page.getByRole("textbox", { name: "Reply in this thread" })

const threadReady = (page: Page) =>
  page.locator("#thread lexxy-editor[connected]:not(:has(textarea))").waitFor()

async function openFromMenu(room: Room, text: string) {
  await room.stored(text).hover()
  await room.stored(text).locator("summary").click()
  await room.page.getByRole("link", { name: "Reply in thread" }).click()
  await threadReady(room.page)
}

test("two people talk in a thread beside the room, and the room shows how far they are", async () => {
  await using stage = await startWithTwoUsers()
  const { server, ada, bob } = stage
  const { id } = await post(ada, "Who has the key?")
  await using at = await openRoomPage(server, ada)
  await using other = await openRoomPage(server, bob)

  await openFromMenu(other, "Who has the key?")
  await eventually(() => field(other.page).evaluate((it) => it.contains(document.activeElement)))
  await field(other.page).pressSequentially("I do")
  await other.page.keyboard.press("Enter")
  await stored(other.page, "I do").waitFor()

  // Ada, who looks at the room, has it in no list of the room, but under her message.
  const summary = at.stored("Who has the key?").locator(".thread-summary__link")
  await summary.getByText("1 reply").waitFor()
  expect(await at.texts()).toEqual(["Who has the key?"])
  await at.page.locator(".thread-summary__link.unread").waitFor()
  await at.page.locator(".sidebar__threads.unread").waitFor()
  // Bob has said it himself.
  expect(await other.page.locator(".sidebar__threads.unread").count()).toBe(0)
  await other.page
    .getByRole("button", { name: "Notify me of new replies", pressed: true })
    .waitFor()

  // To open the thread reads it, and what comes while it is open is read as well.
  await summary.click()
  await threadReady(at.page)
  await stored(at.page, "I do").waitFor()
  await at.page.locator(".sidebar__threads:not(.unread)").waitFor()
  await at.page.locator(".thread-summary__link:not(.unread)").waitFor()
  await field(at.page).pressSequentially("Bring it")
  await at.page.keyboard.press("Enter")
  await stored(other.page, "Bring it").waitFor()
  await reply(bob, id, "On my way")
  await stored(at.page, "On my way").waitFor()
  await summary.getByText("3 replies").waitFor()
  expect(await summary.locator(".avatar").count()).toBe(2)
  // It may have been unread for the moment between the two.
  await at.page.locator(".sidebar__threads:not(.unread)").waitFor()

  // The room beside it goes on, and each composer writes where it stands.
  await at.composer.pressSequentially("Lunch?")
  await at.page.keyboard.press("Enter")
  await other.stored("Lunch?").waitFor()
  expect(await stored(other.page, "Lunch?").count()).toBe(0)

  // What was said first is edited: the thread shows it, too; with it, the thread goes.
  const edit = { "message[body]": "<p>Who has the spare key?</p>" }
  await ada.patch(`${ROOM}/messages/${id}`, edit)
  await other.page.locator(".thread__root", { hasText: "spare key" }).waitFor()
  expect(at.person.errors).toEqual([])
  expect(other.person.errors).toEqual([])
  await ada.delete(`${ROOM}/messages/${id}`)
  await other.page.locator("#thread:empty").waitFor({ state: "attached" })
  await other.page.getByText("its thread with it").waitFor()
})

test("the list of threads brings up what is answered, and marks it, while one looks", async () => {
  await using stage = await startWithTwoUsers()
  const { server, ada, bob } = stage
  const older = await post(ada, "Who has the key?")
  await reply(ada, older.id, "Not I")
  const newer = await post(ada, "Lunch?")
  await reply(ada, newer.id, "At one")
  await using person = await openBrowser(server, { as: ada })
  const { page } = person
  await page.goto("/threads")
  const rows = page.locator(".threads__row")
  await page.locator("#user_sidebar .sidebar__threads").waitFor()
  expect(await rows.locator(".threads__excerpt").allInnerTexts()).toEqual([
    "Lunch?",
    "Who has the key?",
  ])

  await reply(bob, older.id, "I do")
  await page.locator("li:first-child > .threads__row.unread", { hasText: "the key" }).waitFor()
  await rows.first().getByText("2 replies").waitFor()
  await page.locator("time[title]").first().waitFor()

  await rows.first().click()
  await page.locator("#thread .search-highlight", { hasText: "I do" }).waitFor()
  expect(person.errors).toEqual([])
}, 120_000)

test("who types in a thread is named there and not in the room, also before its first reply", async () => {
  await using stage = await startWithTwoUsers()
  const { server, ada, bob } = stage
  await post(ada, "Who has the key?")
  await using at = await openRoomPage(server, ada)
  await using other = await openRoomPage(server, bob)
  for (const room of [at, other]) {
    await pageReady(room.page)
    await openFromMenu(room, "Who has the key?")
  }
  const inThread = at.page.locator("#thread-composer .typing-indicator")
  const inRoom = at.page.locator("#composer .typing-indicator")

  await eventually(async () => {
    await field(other.page).press("z")
    return (await inThread.innerText()) === "Bob Noyce is typing…"
  })
  await field(other.page).press("Enter")
  await stored(at.page, "z").waitFor()
  await eventually(async () => (await inThread.innerText()) === "")

  await eventually(async () => {
    await other.composer.press("k")
    return (await inRoom.innerText()) === "Bob Noyce is typing…"
  })
  expect(await inThread.innerText()).toBe("")
  expect([...at.person.errors, ...other.person.errors]).toEqual([])
}, 120_000)

test("an answer's link leads to it, and keys are enough to write, leave and come back", async () => {
  await using stage = await startWithTwoUsers()
  const { server, ada, bob } = stage
  const { id } = await post(ada, "Count, please")
  const answers: number[] = []
  for (let number = 1; number <= 45; number++)
    answers.push(await reply(bob, id, `number ${number}.`))
  await using room = await openRoomPage(server, ada, { at: `${ROOM}/@${answers[2]}` })
  const { page } = room

  await threadReady(page)
  await page.locator("#thread .search-highlight", { hasText: "number 3." }).waitFor()
  await room.stored("Count, please").waitFor()
  await page.locator("#thread .message-area__return-to-latest").click()
  await stored(page, "number 45.").waitFor()

  // A draft of the thread is kept apart from the room's, also across Escape.
  await field(page).pressSequentially("half a thought")
  await page.keyboard.press("Escape")
  await page.locator("#thread:empty").waitFor({ state: "attached" })
  await page.locator(".thread-summary__link:focus").waitFor()
  expect((await room.composer.textContent())?.trim()).toBe("")
  await page.keyboard.press("Enter")
  await threadReady(page)
  await eventually(async () => (await field(page).textContent()) === "half a thought")

  // Opened at its end, it reads upwards as a room does.
  const scroller = page.locator("#thread .message-area__scroll")
  await eventually(async () => {
    await scroller.evaluate((it) => it.scrollTo({ top: 0 }))
    return (await stored(page, "number 1.").count()) > 0
  })
  await eventually(async () => (await page.locator("#thread .messages > .message").count()) === 45)
  expect(room.person.errors).toEqual([])
})

test("on a narrow screen a thread covers its room; asleep, it catches up; alone, it is a page", async () => {
  await using stage = await startWithTwoUsers()
  const { server, ada, bob } = stage
  const { id } = await post(ada, "Who has the key?")
  for (let number = 1; number <= 9; number++) await reply(ada, id, `Not I, number ${number}`)
  const first = await reply(bob, id, "I do")
  await using room = await openRoomPage(server, ada, { viewport: NARROW })
  const { page } = room

  await page.locator(".thread-summary__link").click()
  await stored(page, "I do").waitFor()
  await threadReady(page)
  expect(await page.locator("#thread").boundingBox()).toEqual({ x: 0, y: 0, ...NARROW })
  await room.composer.waitFor({ state: "hidden" })

  await room.person.context.setOffline(true)
  await page.evaluate(() => dispatchEvent(new Event("offline")))
  await reply(bob, id, "Or not")
  await bob.delete(`${ROOM}/messages/${first}`)
  await room.person.context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event("online")))
  await stored(page, "Or not").waitFor()
  await stored(page, "I do").waitFor({ state: "detached" })

  await page.getByRole("link", { name: "Open on a page of its own" }).click()
  await page.getByRole("heading", { name: /^Thread in/ }).waitFor()
  await threadReady(page)
  const { y = 0, height = 0 } = (await field(page).boundingBox()) ?? {}
  expect(y + height).toBeLessThan(NARROW.height)
  await reply(bob, id, "Found it")
  await stored(page, "Found it").waitFor()
  await field(page).pressSequentially("Thanks")
  await page.locator("#thread").getByRole("button", { name: "Send Reply" }).click()
  await stored(page, "Thanks").waitFor()

  await page.goto("/threads")
  await page.locator(".threads__row", { hasText: "12 replies" }).click()
  await page.locator("#thread .search-highlight", { hasText: "Thanks" }).waitFor()
  await page.getByRole("link", { name: "Close thread" }).click()
  await room.composer.waitFor()
})

test("a panel that was open before the first reply gets it, and all that follows", async () => {
  await using fixture = await startWithTwoUsers()
  const { server, ada, bob } = fixture
  const { id } = await post(ada, "Who has the key?")
  await using adaPage = await openRoomPage(server, ada)
  const { page } = adaPage
  await openFromMenu(adaPage, "Who has the key?")
  await field(page).pressSequentially("half a thought")

  await reply(bob, id, "I do")
  await stored(page, "I do").waitFor()
  await reply(bob, id, "Come and get it")
  await stored(page, "Come and get it").waitFor()

  expect(await field(page).textContent()).toContain("half a thought")
  await page.locator(".sidebar__threads:not(.unread)").waitFor()
  await page.keyboard.press("Enter")
  await stored(page, "half a thought").waitFor()
  expect(adaPage.person.errors).toEqual([])
})

test("a thread's page that misses the first reply loads and reads it, and shows its edits", async () => {
  await using fixture = await startWithTwoUsers()
  const { server, ada, bob } = fixture
  const { id } = await post(ada, "Who has the key?")
  await using person = await openBrowser(server, { as: ada })
  const { page } = person
  const sockets: WebSocketRoute[] = []
  let connected = true
  await page.routeWebSocket(/\/cable$/, (socket) => {
    if (!connected) return void socket.close()
    socket.connectToServer()
    sockets.push(socket)
  })
  await page.goto(`${ROOM}/messages/${id}/thread`)
  await threadReady(page)
  const stream = page.locator("[channel=RoomMessagesChannel][connected]")
  await stream.waitFor({ state: "attached" })

  connected = false
  for (const socket of sockets) await socket.close()
  await stream.waitFor({ state: "detached" })
  const first = await reply(bob, id, "I do")
  connected = true
  await stored(page, "I do").waitFor()
  await stream.nth(1).waitFor({ state: "attached" })
  await page.locator("#user_sidebar .sidebar__threads:not(.unread)").waitFor()

  await bob.patch(`${ROOM}/messages/${first}`, { "message[body]": "<p>I have it</p>" })
  await stored(page, "I have it").waitFor()
})

test("an open thread goes from the screen of a person who is removed from its room", async () => {
  await using fixture = await startWithTwoUsers()
  const { server, ada, bob } = fixture
  const created = await ada.post("/rooms/closeds", { "room[name]": "Den", "user_ids[]": [1, 2] })
  const den = new URL(created.headers.get("location") ?? "", server.url).pathname
  const form = { "message[body]": "<p>a secret</p>" }
  const html = await (await ada.post(`${den}/messages`, form)).text()
  const thread = `${den}/messages/${/data-message-id="(\d+)"/.exec(html)?.[1]}/thread`
  await ada.post(`${thread}/messages`, { "message[body]": "<p>another secret</p>" })
  await using beside = await openRoomPage(server, bob, { at: den })
  await beside.page.locator(".thread-summary__link").click()
  await using alone = await openBrowser(server, { as: bob })
  await alone.page.goto(thread)
  for (const { page } of [beside, alone]) {
    await stored(page, "another secret").waitFor()
    const streams = page.locator("#user_sidebar turbo-cable-stream-source[connected]")
    await streams.nth(1).waitFor({ state: "attached" })
  }

  await ada.put(`/rooms/closeds/${den.slice("/rooms/".length)}`, {
    "room[name]": "Den",
    "user_ids[]": [1],
  })

  for (const { page } of [beside, alone]) {
    await page.getByText("You are no longer in this room.").waitFor()
    expect(await page.getByText("a secret").count()).toBe(0)
    expect(await page.getByText("another secret").count()).toBe(0)
  }
})
