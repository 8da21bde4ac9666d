import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import type { User } from "../../src/users/user"
import { accessibilityErrors } from "../support/axe"
import { type Hearth, openHearth } from "../support/hearth"
import { mention } from "../support/mentions"
import { closedRoom, createMember, createMessage, scene } from "../support/scene"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, type Room } from "./room"

let hearth: Hearth
let ada: User
let bea: User
let bob: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
  bob = await createMember("Bob Noyce")
})
afterAll(() => hearth.close())

const menuOf = (room: Room) => room.page.getByRole("listbox", { name: "People to mention" })
const optionOf = (room: Room, name: string) => menuOf(room).getByRole("option", { name })
const saidIn = (room: Room, text: string) => room.stored(text).locator(".message__presentation")
const editor = (room: Room) => room.page.getByRole("textbox", { name: "Edit message" })

const troublesOf = (room: Room) => room.person.errors

const openPage = async (person: User, room: { id: number }, options = {}) =>
  openRoomPage(hearth.server, await hearth.clientFor(person), {
    at: `/rooms/${room.id}`,
    ...options,
  })

/** Raises the timeout of waiting keys, for slow machines. */
const patiently = (page: Page) =>
  page.addInitScript((patience) => {
    const start = window.setTimeout.bind(window)
    const later = (work: TimerHandler, wait?: number, ...given: unknown[]) =>
      start(work, wait === patience ? 60_000 : wait, ...given)
    Object.assign(window, { setTimeout: later })
  }, 3_000)

/** Types up to the @, waits for the menu, and types the rest. */
async function call(room: Room, before: string, name = "") {
  await room.composer.pressSequentially(`${before}@`)
  await menuOf(room).waitFor()
  await room.page.keyboard.type(name)
}

/** Waits until the text holds `count` mentions and the menu is closed. */
async function picked(room: Room, count: number) {
  await room.composer
    .locator(".mention")
    .nth(count - 1)
    .waitFor()
  await menuOf(room).waitFor({ state: "hidden" })
}

test("mentions people with keys or a click, and marks the message for them", async () => {
  const den = await closedRoom(ada, "Den", [ada, bea, bob])
  await using adas = await openPage(ada, den)
  await using bobs = await openPage(bob, den)
  const { keyboard } = adas.page

  // Enter before the response picks the match, and sends nothing.
  await call(adas, "hi ", "bob n")
  await keyboard.press("Enter")
  await picked(adas, 1)
  await keyboard.type("and ")
  await call(adas, "")
  await keyboard.press("ArrowDown")
  await keyboard.press("Tab")
  await picked(adas, 2)
  await keyboard.type("and ")
  await call(adas, "")
  await optionOf(adas, "Ada").click()
  await picked(adas, 3)
  await keyboard.type("at five @ home")
  await menuOf(adas).waitFor({ state: "hidden" })
  expect(await adas.messages.count()).toBe(0)
  await keyboard.press("Enter")

  await bobs.stored("at five").waitFor()
  for (const room of [adas, bobs])
    expect((await saidIn(room, "at five").innerText()).replace(/\s+/g, " ")).toBe(
      "hi Bob Noyce and Bea and Ada at five @ home",
    )
  await bobs.page.locator(".message--mentioned").waitFor()

  await call(adas, "", "qq")
  await menuOf(adas).getByText("No matches").waitFor()
  await keyboard.press("Enter")
  await menuOf(adas).waitFor({ state: "hidden" })
  await keyboard.press("Enter")
  await call(adas, "", "be")
  await optionOf(adas, "Bea").waitFor()
  await keyboard.press("Escape")
  await menuOf(adas).waitFor({ state: "hidden" })
  await keyboard.press("Enter")

  await bobs.stored("@be").waitFor()
  expect(await bobs.texts()).toContain("@qq")
  expect(await bobs.page.locator(".message--mentioned").count()).toBe(1)
  expect([...troublesOf(adas), ...troublesOf(bobs)]).toEqual([])
})

test("opens the menu for an @ typed right after the previous menu closed", async () => {
  const den = await closedRoom(ada, "Hasty", [ada, bea, bob])
  await using adas = await openPage(ada, den)
  await call(adas, "hi ")
  await optionOf(adas, "Bea").waitFor()
  await slowFrames(adas.page)

  await optionOf(adas, "Bea").click()
  await adas.page.keyboard.type("and @")

  await optionOf(adas, "Bob").waitFor()
})

test("opens the menu after superseded and failed requests", async () => {
  const den = await closedRoom(ada, "Twice", [ada, bea, bob])
  await using adas = await openPage(ada, den)
  await call(adas, "hi ")
  await optionOf(adas, "Bea").waitFor()
  const { page } = adas

  expect(await page.locator("lexxy-prompt").evaluate(askTwice)).toEqual([1, 1])
  // The three members of the room, and everyone.
  expect(await page.locator("lexxy-prompt").evaluate(askMeanwhile)).toEqual([4, 1])
  await page.keyboard.press("Escape")
  await page.route("**/autocompletable/users?*", (route) => route.abort())
  await call(adas, " or ")
  await menuOf(adas).getByText("No matches").waitFor()
  await page.unroute("**/autocompletable/users?*")
  await page.keyboard.type("b")

  await optionOf(adas, "Bob").waitFor()
})

/** @returns the number of people that each request got */
async function askTwice(prompt: Element) {
  const { source } = prompt as HTMLElementTagNameMap["lexxy-prompt"] // found by its name
  const answers = await Promise.all([source?.buildListItems("be"), source?.buildListItems("bea")])
  return answers.map((people) => people?.length)
}

/** The same, with the second request during the first. */
async function askMeanwhile(prompt: Element) {
  const { source } = prompt as HTMLElementTagNameMap["lexxy-prompt"] // found by its name
  const asked = new Promise<void>((resolve) => {
    const { fetch } = window
    const lateFetch = async (...request: Parameters<typeof fetch>) => {
      window.fetch = fetch
      const answer = await fetch(...request)
      resolve()
      // Waits for the second request.
      await second
      return answer
    }
    window.fetch = Object.assign(lateFetch, fetch)
  })
  const second = asked.then(() => ({ people: source?.buildListItems("bea") }))
  const first = source?.buildListItems("")
  const answers = await Promise.all([first, second.then(({ people }) => people)])
  return answers.map((people) => people?.length)
}

/** Delays the editor's work, as on a busy page. */
const slowFrames = (page: Page) =>
  page.evaluate(() => {
    const next = requestAnimationFrame.bind(window)
    window.requestAnimationFrame = (draw) => Number(setTimeout(() => next(draw), 700))
  })

test("inserts keys typed while a pick waits for the server after it, and sends on Enter", async () => {
  const den = await closedRoom(ada, "Slow", [ada, bea, bob])
  await using adas = await openPage(ada, den, { before: patiently })
  await using bobs = await openPage(bob, den)
  const { keyboard } = adas.page
  await call(adas, "hi ")
  await optionOf(adas, "Bea").waitFor()
  const answer = Promise.withResolvers<void>()
  await adas.page.route("**/autocompletable/users?*", async (route) => {
    await answer.promise
    await route.continue()
  })

  // Bea is listed but does not match; the match is still loading.
  await keyboard.type("noyce")
  await keyboard.press("Enter")
  await keyboard.type("tea,")
  await keyboard.press("Backspace")
  await keyboard.type("?")
  await keyboard.press("Enter")
  answer.resolve()

  const said = saidIn(bobs, "tea?")
  await said.waitFor()
  expect((await said.innerText()).replace(/\s+/g, " ")).toBe("hi Bob Noyce tea?")
  await said.locator(`[data-user-id="${bob.id}"]`).waitFor()
  await eventually(async () => (await adas.composer.innerText()).trim() === "")
  expect([...troublesOf(adas), ...troublesOf(bobs)]).toEqual([])
})

test("picks a person named before the menu opened, and sends an unknown name as text", async () => {
  const den = await closedRoom(ada, "Quick", [ada, bea, bob])
  await using adas = await openPage(ada, den, { before: patiently })
  const { keyboard } = adas.page
  let answer = Promise.withResolvers<void>()
  await adas.page.route("**/autocompletable/users?*", async (route) => {
    await answer.promise
    await route.continue()
  })

  await keyboard.type("hi @noyce")
  await keyboard.press("Enter")
  await keyboard.type("tea?")
  await keyboard.press("Enter")
  expect(await adas.messages.count()).toBe(0)
  answer.resolve()
  await saidIn(adas, "tea?").locator(`[data-user-id="${bob.id}"]`).waitFor()

  answer = Promise.withResolvers<void>()
  await keyboard.type("meet @noon")
  await keyboard.press("Enter")
  answer.resolve()
  await adas.stored("meet @noon").waitFor()

  await keyboard.type("write to me@home.example")
  await keyboard.press("Enter")
  await adas.stored("write to me@home.example").waitFor()
  expect(troublesOf(adas)).toEqual([])
})

test("keeps a mention after a reload, a send and an edit", async () => {
  const den = await closedRoom(ada, "Drafts", [ada, bob])
  await using adas = await openPage(ada, den)
  const { keyboard } = adas.page
  await call(adas, "ask ", "bob")
  await keyboard.press("Enter")
  await adas.composer.locator(".mention").waitFor()
  await keyboard.type("soon")

  await adas.page.reload()
  await adas.ready()
  await adas.composer.locator(".mention", { hasText: "Bob Noyce" }).waitFor()
  await adas.page.getByRole("button", { name: "Send Message" }).click()
  await saidIn(adas, "soon").locator(`[data-user-id="${bob.id}"]`).waitFor()

  await pageReady(adas.page)
  await adas.message("soon").locator("summary").press("Enter")
  await adas.message("soon").getByRole("link", { name: "Edit" }).click()
  await adas.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
  await editor(adas).locator(".mention", { hasText: "Bob Noyce" }).waitFor()
  await keyboard.press("ControlOrMeta+End")
  await keyboard.type(", please ")
  await keyboard.type("@")
  await menuOf(adas).waitFor()
  await keyboard.press("Escape")
  await menuOf(adas).waitFor({ state: "hidden" })
  await adas.page.getByRole("button", { name: "Save changes" }).click()

  await saidIn(adas, "soon, please").locator(`[data-user-id="${bob.id}"]`).waitFor()
  expect(troublesOf(adas)).toEqual([])
})

test("allows @everyone for authorized users, with a confirmation in large rooms", async () => {
  const storeUsers = []
  for (let number = 1; number <= 19; number++)
    storeUsers.push(
      await createMember(`Crowd ${number}`, { email_address: `storeUsers${number}@example.com` }),
    )
  const hall = await closedRoom(ada, "Crowd", [ada, bob, ...storeUsers])
  await createMessage(hall, ada, "Tea?")
  await using adas = await openPage(ada, hall)
  await using bobs = await openPage(bob, hall)
  const asked: string[] = []
  let agrees = false
  adas.page.on("dialog", (dialog) => {
    asked.push(dialog.message())
    return agrees ? dialog.accept() : dialog.dismiss()
  })

  await call(bobs, "", "everyone")
  await menuOf(bobs).getByText("No matches").waitFor()

  await call(adas, "", "every")
  await optionOf(adas, "everyone").waitFor()
  await adas.page.keyboard.press("Enter")
  await adas.composer.locator(".mention--everyone").waitFor()
  await adas.page.keyboard.type("wake up")
  await adas.page.keyboard.press("Enter")
  expect(asked).toEqual(["This mentions all 21 people in this room. Go ahead?"])
  expect(await adas.composer.innerText()).toContain("wake up")
  agrees = true
  await adas.page.keyboard.press("Enter")

  await bobs.stored("wake up").waitFor()
  expect(await saidIn(bobs, "wake up").innerText()).toContain("@everyone")
  await bobs.page.locator(".message--mentioned").waitFor()
  expect(asked).toHaveLength(2)

  agrees = false
  await pageReady(adas.page)
  await adas.message("Tea?").locator("summary").press("Enter")
  await adas.message("Tea?").getByRole("link", { name: "Edit" }).click()
  await adas.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
  await adas.page.keyboard.press("ControlOrMeta+End")
  await adas.page.keyboard.type(" @")
  await menuOf(adas).waitFor()
  await adas.page.keyboard.type("every")
  await optionOf(adas, "everyone").waitFor()
  await adas.page.keyboard.press("Enter")
  await editor(adas).locator(".mention--everyone").waitFor()
  await adas.page.getByRole("button", { name: "Save changes" }).click()
  expect(asked).toHaveLength(3)
  agrees = true
  await adas.page.getByRole("button", { name: "Save changes" }).click()

  await saidIn(bobs, "Tea?").locator(".mention--everyone").waitFor()
})

test("keeps a long menu inside a small screen, and labels it for screen readers", async () => {
  const long = await createMember(
    "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
    {
      email_address: "long@example.com",
    },
  )
  const den = await closedRoom(ada, "Long names", [ada, bea, bob, long])
  await createMessage(den, ada, `${mention(long)} and ${mention(bea)}`)
  for (const colorScheme of ["light", "dark"]) {
    const viewport = { width: 375, height: 640 }
    await using beas = await openPage(bea, den, { colorScheme, viewport })

    await call(beas, "so ", "")
    await menuOf(beas).locator("[aria-selected=true]").waitFor()

    await beas.person.screenshot(`mention-menu-${colorScheme}`)
    const box = await menuOf(beas).boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(375)
    expect(box?.y).toBeGreaterThanOrEqual(0)
    const marked = await beas.composer.getAttribute("aria-activedescendant")
    expect(await menuOf(beas).locator("[aria-selected=true]").getAttribute("id")).toBe(marked)
    expect(await accessibilityErrors(beas.page)).toEqual([])
  }
})
