import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { currentAccount } from "../../src/accounts/account"
import type { User } from "../../src/users/user"
import { type BrowserOptions, openBrowser } from "../support/browser"
import { openHearth } from "../support/hearth"
import { createMember, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

type HearthScene = Awaited<ReturnType<typeof openHearthScene>>

async function openHearthScene() {
  const hearth = await openHearth()
  return { ...hearth, ...(await scene()), [Symbol.asyncDispose]: hearth.close }
}

async function openRoomPage(hearth: HearthScene, person: User, options: BrowserOptions = {}) {
  const somebody = await openBrowser(hearth.server, {
    as: await hearth.clientFor(person),
    ...options,
  })
  await somebody.page.goto(`/rooms/${hearth.hall.id}`)
  await streamsConnected(somebody.page)
  return somebody
}

const streamsConnected = (page: Page) =>
  page
    .locator("#user_sidebar turbo-cable-stream-source[connected]")
    .nth(1)
    .waitFor({ state: "attached" })

const names = (page: Page) => page.locator("#shared_rooms .room__name").allInnerTexts()

async function listed(page: Page, expected: string) {
  let shown = ""
  await eventually(
    async () => {
      shown = (await names(page)).join()
      return shown === expected
    },
    () => `${expected}; the list is ${shown}`,
  )
}

async function makeRoom(
  hearth: HearthScene,
  person: User,
  kind: "opens" | "closeds",
  form: object,
) {
  const answer = await (await hearth.clientFor(person)).post(`/rooms/${kind}`, { ...form })
  const path = answer.headers.get("location") ?? ""
  if (answer.status !== 302) throw new Error(`${answer.status}: ${await answer.text()}`)
  return Number(path.split("/").at(-1))
}

test("sorts new rooms into the sidebars of their members", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  await using his = await openRoomPage(hearth, bea)
  await using others = await openRoomPage(hearth, await createMember("Other"))

  await makeRoom(hearth, ada, "opens", { "room[name]": "Zoo" })
  await makeRoom(hearth, ada, "closeds", { "room[name]": "cellar", "user_ids[]": [bea.id] })
  await makeRoom(hearth, ada, "opens", { "room[name]": "Attic" })

  await listed(his.page, "All Talk,Attic,cellar,Zoo")
  await listed(others.page, "All Talk,Attic,Zoo")
  expect(his.errors).toEqual([])
})

test("shows a room that is created while the sidebar loads, first or again", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  await using his = await openBrowser(hearth.server, { as: await hearth.clientFor(bea) })
  const { page } = his
  let next: string | undefined = "Zoo"
  await page.route("**/users/me/sidebar", async (route) => {
    const response = await route.fetch()
    const name = next
    next = undefined
    if (name) await makeRoom(hearth, ada, "opens", { "room[name]": name })
    if (name === "Attic") await page.locator("#shared_rooms", { hasText: name }).waitFor()
    await route.fulfill({ response })
  })

  await page.goto(`/rooms/${hearth.hall.id}`)
  await listed(page, "All Talk,Zoo")
  next = "Attic"
  await page.evaluate(() => dispatchEvent(new CustomEvent("refresh-room:visible")))
  await eventually(() => next === undefined)

  await listed(page, "All Talk,Attic,Zoo")
  await page.unrouteAll({ behavior: "wait" })
  expect(await names(page)).toEqual(["All Talk", "Attic", "Zoo"])
  expect(his.errors).toEqual([])
})

test("keeps the unread mark of a renamed room, sorts it, and removes it when deleted", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  await using his = await openRoomPage(hearth, bea)
  const { page } = his
  const id = await makeRoom(hearth, ada, "opens", { "room[name]": "Zoo" })
  const hers = await hearth.clientFor(ada)
  const row = page.locator(`#list_room_${id}`)
  await row.waitFor()
  await hers.post(`/rooms/${id}/messages`, {
    "message[body]": "<p>News</p>",
    "message[client_message_id]": crypto.randomUUID(),
  })
  await page.locator(`#list_room_${id}.unread`).waitFor()

  await hers.put(`/rooms/opens/${id}`, { "room[name]": "Aerie" })

  await row.filter({ hasText: "Aerie" }).waitFor()
  await listed(page, "Aerie,All Talk")
  expect(await page.locator(`#list_room_${id}.unread`).count()).toBe(1)

  await hers.delete(`/rooms/${id}`)
  await row.waitFor({ state: "detached" })
  expect(await page.locator("#user_sidebar .unread").count()).toBe(0)
})

test("offers a new member for direct messages on open pages", async () => {
  await using hearth = await openHearthScene()
  await using hers = await openRoomPage(hearth, hearth.ada)
  const account = await currentAccount()
  const join = await hearth.anonymousClient().post(`/join/${account?.join_code}`, {
    "user[name]": "Joan & <b>",
    "user[email_address]": "joan@example.com",
    "user[password]": "correct horse",
  })
  expect(join.status).toBe(302)

  await hers.page.getByRole("button", { name: "Start a ping with Joan & <b>" }).click()

  await hers.page.getByRole("heading", { name: "Ping with Joan & <b>" }).waitFor()
  expect(hers.errors).toEqual([])
})

test("counts unread rooms in the badge, and clears it with the last", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  const ids = [
    await makeRoom(hearth, ada, "opens", { "room[name]": "One" }),
    await makeRoom(hearth, ada, "opens", { "room[name]": "Two" }),
  ]
  await using his = await openBrowser(hearth.server, { as: await hearth.clientFor(bea) })
  const { page } = his
  const badges: number[] = []
  await page.exposeFunction("keepBadge", (count: number) => badges.push(count))
  await page.addInitScript(() => {
    const keep = "keepBadge"
    // A page that is not installed has no badge, so this records the calls.
    Object.defineProperty(navigator, "setAppBadge", {
      value: async (count: number) => Reflect.get(window, keep)(count),
    })
  })
  await page.goto(`/rooms/${hearth.hall.id}`)
  await streamsConnected(page)
  const hers = await hearth.clientFor(ada)

  for (const id of ids)
    await hers.post(`/rooms/${id}/messages`, {
      "message[body]": "<p>News</p>",
      "message[client_message_id]": crypto.randomUUID(),
    })
  await eventually(() => badges.at(-1) === 2, "a badge of 2")

  await page.locator(`#list_room_${ids[0]}`).click()
  await eventually(() => badges.at(-1) === 1, "a badge of 1")
  await page.locator(`#list_room_${ids[1]}`).click()
  await eventually(() => badges.at(-1) === 0, "no badge")
})

test("applies changes from before the subscription and from a disconnection", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  const room = await makeRoom(hearth, ada, "opens", { "room[name]": "Kitchen" })
  const hers = await hearth.clientFor(ada)
  await using his = await openBrowser(hearth.server, { as: await hearth.clientFor(bea) })
  const { page } = his
  // The change happens after the sidebar is rendered, and before its subscription.
  const news = { posted: false }
  await page.route("**/users/me/sidebar", async (route) => {
    const answer = await route.fetch()
    if (news.posted) return route.fulfill({ response: answer })
    news.posted = true
    await hers.post(`/rooms/${room}/messages`, {
      "message[body]": "<p>News</p>",
      "message[client_message_id]": crypto.randomUUID(),
    })
    await route.fulfill({ response: answer })
  })
  await page.goto(`/rooms/${hearth.hall.id}`)
  await page.locator(`#list_room_${room}.unread`).waitFor()
  await page.unrouteAll({ behavior: "wait" })

  await streamsConnected(page)
  await page.getByRole("link", { name: "New Ping" }).click()
  await page.locator("#new_ping").waitFor()
  await his.context.setOffline(true)
  const later = await makeRoom(hearth, ada, "opens", { "room[name]": "Attic" })
  await his.context.setOffline(false)
  await hearth.server.restart()

  await page.locator(`#list_room_${later}`).waitFor()
  // The open form is still there.
  expect(await page.locator("#new_ping").count()).toBe(1)
  await streamsConnected(page)
})
