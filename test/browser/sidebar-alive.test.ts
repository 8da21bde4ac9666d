import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { currentAccount } from "../../src/accounts/account"
import type { User } from "../../src/users/user"
import { newPerson, type PersonOptions } from "../support/browser"
import { openHouse } from "../support/hearth"
import { newcomer, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

type House = Awaited<ReturnType<typeof aHouse>>

async function aHouse() {
  const house = await openHouse()
  return { ...house, ...(await scene()), [Symbol.asyncDispose]: house.close }
}

async function enter(house: House, person: User, options: PersonOptions = {}) {
  const somebody = await newPerson(house.server, { as: await house.visitor(person), ...options })
  await somebody.page.goto(`/rooms/${house.hall.id}`)
  await flows(somebody.page)
  return somebody
}

const flows = (page: Page) =>
  page
    .locator("#user_sidebar turbo-cable-stream-source[connected]")
    .nth(1)
    .waitFor({ state: "attached" })

const names = (page: Page) => page.locator("#shared_rooms .room__name").allInnerTexts()

async function makeRoom(house: House, person: User, kind: "opens" | "closeds", form: object) {
  const answer = await (await house.visitor(person)).post(`/rooms/${kind}`, { ...form })
  const path = answer.headers.get("location") ?? ""
  if (answer.status !== 302) throw new Error(`${answer.status}: ${await answer.text()}`)
  return Number(path.split("/").at(-1))
}

test("rooms that appear at once are sorted in, each where it belongs, and only where it may be seen", async () => {
  await using house = await aHouse()
  const { ada, bea } = house
  await using his = await enter(house, bea)
  await using others = await enter(house, await newcomer("Other"))

  await makeRoom(house, ada, "opens", { "room[name]": "Zoo" })
  await makeRoom(house, ada, "closeds", { "room[name]": "cellar", "user_ids[]": [bea.id] })
  await makeRoom(house, ada, "opens", { "room[name]": "Attic" })

  await eventually(async () => (await names(his.page)).join() === "All Talk,Attic,cellar,Zoo")
  await eventually(async () => (await names(others.page)).join() === "All Talk,Attic,Zoo")
  expect(his.troubles).toEqual([])
})

test("a room that is renamed keeps its mark, finds its place, and loses both when it goes", async () => {
  await using house = await aHouse()
  const { ada, bea } = house
  await using his = await enter(house, bea)
  const { page } = his
  const id = await makeRoom(house, ada, "opens", { "room[name]": "Zoo" })
  const hers = await house.visitor(ada)
  const row = page.locator(`#list_room_${id}`)
  await row.waitFor()
  await hers.post(`/rooms/${id}/messages`, {
    "message[body]": "<p>News</p>",
    "message[client_message_id]": crypto.randomUUID(),
  })
  await page.locator(`#list_room_${id}.unread`).waitFor()

  await hers.put(`/rooms/opens/${id}`, { "room[name]": "Aerie" })

  await row.filter({ hasText: "Aerie" }).waitFor()
  await eventually(async () => (await names(page)).join() === "Aerie,All Talk")
  expect(await page.locator(`#list_room_${id}.unread`).count()).toBe(1)

  await hers.delete(`/rooms/${id}`)
  await row.waitFor({ state: "detached" })
  expect(await page.locator("#user_sidebar .unread").count()).toBe(0)
})

test("whoever joins can be pinged from screens that were there before", async () => {
  await using house = await aHouse()
  await using hers = await enter(house, house.ada)
  const account = await currentAccount()
  const join = await house.stranger().post(`/join/${account?.join_code}`, {
    "user[name]": "Joan & <b>",
    "user[email_address]": "joan@example.com",
    "user[password]": "correct horse",
  })
  expect(join.status).toBe(302)

  await hers.page.getByRole("button", { name: "Start a ping with Joan & <b>" }).click()

  await hers.page.getByRole("heading", { name: "Ping with Joan & <b>" }).waitFor()
  expect(hers.troubles).toEqual([])
})

test("the badge counts the rows that are unread, and goes with the last", async () => {
  await using house = await aHouse()
  const { ada, bea } = house
  const ids = [
    await makeRoom(house, ada, "opens", { "room[name]": "One" }),
    await makeRoom(house, ada, "opens", { "room[name]": "Two" }),
  ]
  await using his = await newPerson(house.server, { as: await house.visitor(bea) })
  const { page } = his
  const badges: number[] = []
  await page.exposeFunction("keepBadge", (count: number) => badges.push(count))
  await page.addInitScript(() => {
    const keep = "keepBadge"
    // A page that is not installed has no badge to show, so this one tells what it would.
    Object.defineProperty(navigator, "setAppBadge", {
      value: async (count: number) => Reflect.get(window, keep)(count),
    })
  })
  await page.goto(`/rooms/${house.hall.id}`)
  await flows(page)
  const hers = await house.visitor(ada)

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

test("what happened between the page and its subscription, or while the line was down, comes after", async () => {
  await using house = await aHouse()
  const { ada, bea } = house
  const room = await makeRoom(house, ada, "opens", { "room[name]": "Kitchen" })
  const hers = await house.visitor(ada)
  await using his = await newPerson(house.server, { as: await house.visitor(bea) })
  const { page } = his
  // The sidebar is drawn before the news, and its line opens after it.
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
  await page.goto(`/rooms/${house.hall.id}`)
  await page.locator(`#list_room_${room}.unread`).waitFor()
  await page.unrouteAll({ behavior: "wait" })

  await flows(page)
  await page.getByRole("link", { name: "New Ping" }).click()
  await page.locator("#new_ping").waitFor()
  await his.context.setOffline(true)
  const later = await makeRoom(house, ada, "opens", { "room[name]": "Attic" })
  await his.context.setOffline(false)
  await house.server.restart()

  await page.locator(`#list_room_${later}`).waitFor()
  // What one was about to do is still there.
  expect(await page.locator("#new_ping").count()).toBe(1)
  await flows(page)
})
