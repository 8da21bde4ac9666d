import { expect, test } from "bun:test"
import { configureStore, openStore } from "../../src/platform/database/database"
import { createUser } from "../../src/users/user"
import { wire } from "../../src/wiring"
import { openBrowser } from "../support/browser"
import type { HttpClient } from "../support/http-client"
import type { Server } from "../support/server"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, startWithTwoUsers } from "./room"

const BOB = 2

test("creates a room by keyboard, and keeps the name when the access switch changes", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openBrowser(scene.server, { as: scene.ada })
  const { page } = ada
  await page.goto("/rooms/1")
  const entries = () => page.evaluate(() => history.length)
  await page.goto("/rooms/opens/new")
  await pageReady(page)
  const before = await entries()

  await page.getByRole("textbox", { name: "Name this room" }).fill("Tea & <biscuits>")
  await page.getByRole("link", { name: "Give only some access to this room" }).press("Enter")
  const own = page.getByRole("checkbox", { name: "Give Ada Lovelace access to this room" })
  await own.waitFor()
  expect([await own.isChecked(), await own.isDisabled()]).toEqual([true, true])
  const name = page.getByRole("textbox", { name: "Name this room" })
  expect(await name.inputValue()).toBe("Tea & <biscuits>")
  expect(await entries()).toBe(before)
  await page.getByRole("checkbox", { name: "Give Bob Noyce access to this room" }).press("Space")
  await name.press("Enter")

  await page.getByRole("heading", { name: "Tea & <biscuits>" }).waitFor()
  await page.locator("#shared_rooms a", { hasText: "Tea & <biscuits>" }).waitFor()
  await page.getByRole("link", { name: "Settings for this room" }).click()
  expect(
    await page.getByRole("checkbox", { name: "Give Bob Noyce access to this room" }).isChecked(),
  ).toBe(true)
  expect(ada.errors).toEqual([])
})

test("rejects an invalid name with an error, and keeps all choices", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openBrowser(scene.server, { as: scene.ada })
  const { page } = ada
  await page.goto("/rooms/closeds/new")
  await pageReady(page)

  await page.getByRole("textbox", { name: "Name this room" }).fill("   ")
  await page.getByRole("checkbox", { name: "Give Bob Noyce access to this room" }).check()
  await page.getByRole("button", { name: "Save" }).click()

  await page.getByText("Please name the room.").waitFor()
  expect(await page.getByRole("textbox", { name: "Name this room" }).inputValue()).toBe("   ")
  expect(
    await page.getByRole("checkbox", { name: "Give Bob Noyce access to this room" }).isChecked(),
  ).toBe(true)
  expect(ada.errorsExcept(/422/)).toEqual([])
})

test("filters people by any part of their name, including spaces and quotes", async () => {
  await using scene = await startWithTwoUsers()
  await addPeople(scene.server, [
    'Grace "Amazing" Hopper',
    ...Array.from({ length: 20 }, (_, index) => `Person ${index}`),
  ])
  await using ada = await openBrowser(scene.server, { as: scene.ada })
  const { page } = ada
  await page.goto("/rooms/closeds/new")
  const shown = () => page.locator(".room-people__list > li:visible").allInnerTexts()
  const filter = page.getByRole("searchbox", { name: "Filter…" })

  for (const text of ["person 1", '"amazing" h', "NOYCE"]) {
    await filter.fill(text)
    await eventually(async () => {
      const people = await shown()
      return (
        people.length < 23 &&
        people.every((each) => each.toLowerCase().includes(text.toLowerCase()))
      )
    })
    expect((await shown()).length).toBeGreaterThan(0)
  }
  await filter.press("Enter")
  await filter.fill("")
  await eventually(async () => (await shown()).length === 23)
  expect(page.url()).toEndWith("/rooms/closeds/new")
  expect(ada.errors).toEqual([])
})

test("adds, renames and removes rooms on the screens of their members", async () => {
  await using scene = await startWithTwoUsers()
  const den = await makeRoom(scene.ada, "Den")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using alone = await openRoomPage(scene.server, scene.ada, { at: "/rooms/1" })
  const row = (room: typeof bob, text: string) =>
    room.page.locator("#shared_rooms a", { hasText: text })
  for (const room of [bob, alone]) await followsSidebar(room.page)

  await say(scene.ada, den.id, "news")
  await bob.page.locator(`#list_room_${den.id}.unread`).waitFor()
  await scene.ada.put(`/rooms/opens/${den.id}`, { "room[name]": "Attic" })
  await bob.page.locator(`#list_room_${den.id}.unread`, { hasText: "Attic" }).waitFor()
  await eventually(async () =>
    (await bob.page.locator("#shared_rooms a").first().innerText()).includes("All Talk"),
  )

  await scene.ada.put(`/rooms/closeds/${den.id}`, { "room[name]": "Attic", "user_ids[]": [1] })
  await row(bob, "Attic").waitFor({ state: "detached" })
  await row(alone, "Attic").waitFor()
  await scene.ada.put(`/rooms/closeds/${den.id}`, { "room[name]": "Attic", "user_ids[]": [1, BOB] })
  await row(bob, "Attic").waitFor()

  await scene.ada.delete(`/rooms/${den.id}`)
  for (const room of [bob, alone]) await row(room, "Attic").waitFor({ state: "detached" })
  expect([...bob.person.errors, ...alone.person.errors]).toEqual([])
})

test("updates the heading on open pages of a renamed room only", async () => {
  await using scene = await startWithTwoUsers()
  const den = await makeRoom(scene.ada, "Den")
  await using inside = await openRoomPage(scene.server, scene.bob, { at: `/rooms/${den.id}` })
  await using outside = await openRoomPage(scene.server, scene.bob)

  await scene.ada.put(`/rooms/opens/${den.id}`, { "room[name]": "Attic & <b>" })

  await inside.page.getByRole("heading", { name: "Attic & <b>" }).waitFor()
  await outside.page.locator("#shared_rooms a", { hasText: "Attic & <b>" }).waitFor()
  await outside.page.getByRole("heading", { name: "All Talk" }).waitFor()
})

test("tells readers of an open page that they lost access or that the room was deleted", async () => {
  await using scene = await startWithTwoUsers()
  const [den, attic] = [await makeRoom(scene.ada, "Den"), await makeRoom(scene.ada, "Attic")]
  await using revoked = await openRoomPage(scene.server, scene.bob, { at: `/rooms/${den.id}` })
  await using late = await openRoomPage(scene.server, scene.bob, { at: `/rooms/${attic.id}` })
  for (const [room, { id }] of [
    [revoked, den],
    [late, attic],
  ] as const) {
    await followsSidebar(room.page)
    await say(scene.ada, id, "a secret")
    await room.message("a secret").waitFor()
  }

  await scene.ada.put(`/rooms/closeds/${den.id}`, { "room[name]": "Den", "user_ids[]": [1] })
  await scene.ada.delete(`/rooms/${attic.id}`)

  await revoked.page.getByText("You are no longer in this room.").waitFor()
  await late.page.getByText("This room was deleted.").waitFor()
  for (const room of [revoked, late]) {
    await room.message("a secret").waitFor({ state: "detached" })
    expect(await room.page.getByText("It’s quiet in").isVisible()).toBe(false)
    await room.page.locator("#presences").waitFor({ state: "hidden" })
  }
  await late.send("too late")
  await late.page.locator("#composer-frame").getByText("This room was deleted.").waitFor()
  expect(late.person.errorsExcept(/404/)).toEqual([])
})

test("changes the bell in place, and removes and restores the room in the sidebar", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { page } = bob
  await followsSidebar(page)
  await bob.composer.fill("not lost")

  for (const [current, next] of [
    ["Notifying about @ mentions", "Notifying about all messages"],
    ["Notifying about all messages", "Notifications are off"],
    ["Notifications are off", "Notifications are off and room invisible in sidebar"],
  ] as const) {
    await page.getByRole("button", { name: current, exact: true }).click()
    await page.getByRole("button", { name: next, exact: true }).waitFor()
  }
  await page.locator("#list_room_1").waitFor({ state: "detached" })
  await page.getByRole("button", { name: /invisible in sidebar/ }).click()
  await page.locator("#list_room_1[aria-current=page]").waitFor()

  expect(await bob.composer.innerText()).toContain("not lost")
  expect(bob.person.errors).toEqual([])
})

function followsSidebar(page: Awaited<ReturnType<typeof openRoomPage>>["page"]) {
  return page
    .locator("#user_sidebar turbo-cable-stream-source[connected]")
    .nth(1)
    .waitFor({ state: "attached" })
}

async function makeRoom(as: HttpClient, name: string) {
  const answer = await as.post("/rooms/opens", { "room[name]": name })
  return { id: Number(/\d+$/.exec(answer.headers.get("location") ?? "")?.[0]) }
}

const say = (as: HttpClient, room_id: number, text: string) =>
  as.post(`/rooms/${room_id}/messages`, { "message[body]": text })

async function addPeople(server: Server, names: string[]) {
  wire()
  const store = await openStore(server.storage, null)
  configureStore(store)
  try {
    await store.transaction(async (trx) => {
      for (const name of names)
        await createUser(trx, { name, email_address: null, password_digest: null, role: "member" })
    })
  } finally {
    configureStore(undefined)
    await store.close()
  }
}
