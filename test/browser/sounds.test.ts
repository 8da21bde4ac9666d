import { afterAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { addRoom, openRoomPage, post, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

test("plays a sound once for everyone present, and again on request", async () => {
  await using scene = await startWithTwoUsers()
  await addRoom(scene.server, "Elsewhere")
  await using ada = await openRoomPage(scene.server, scene.ada, { before: listen })
  await using bob = await openRoomPage(scene.server, scene.bob, { before: listen })

  await ada.send("/play yeah")
  await ada.stored("Play yeah").waitFor()
  await bob.stored("Play yeah").waitFor()
  await ada.send("/play nope")
  await bob.stored("/play nope").waitFor()
  await ada.stored("/play nope").waitFor()

  for (const room of [ada, bob]) {
    await eventually(async () => (await heard(room.page)).length > 0)
    expect(await heard(room.page)).toEqual([expect.stringMatching(/\/sounds\/yeah-\w+\.mp3$/)])
    await room.page.getByRole("img", { name: "YEAH, in flashing letters" }).waitFor()
  }

  await pageReady(bob.page)
  await bob.page.getByRole("button", { name: "Play yeah" }).click()
  await eventually(async () => (await heard(bob.page)).length === 2)

  await bob.page.reload()
  await bob.ready()
  await bob.stored("Play yeah").waitFor()
  await post(scene.ada, "/play bell")
  await bob.stored("Play bell").waitFor()
  await eventually(async () => (await heard(bob.page)).length > 0)
  expect(await heard(bob.page)).toEqual([expect.stringMatching(/\/sounds\/bell-/)])
  expect(bob.person.errors).toEqual([])
})

test("plays no sound for users who turned sounds off, except on request", async () => {
  await using scene = await startWithTwoUsers()
  const answer = await scene.bob.patch("/users/me/profile", { "user[sounds]": "off" })
  expect(answer.status).toBe(303)
  await using bob = await openRoomPage(scene.server, scene.bob, { before: listen })

  await post(scene.ada, "/play trombone")
  await bob.stored("Play trombone").waitFor()
  await post(scene.ada, "After it")
  await bob.stored("After it").waitFor()
  expect(await heard(bob.page)).toEqual([])

  await pageReady(bob.page)
  await bob.page.getByRole("button", { name: "Play trombone" }).click()
  await eventually(async () => (await heard(bob.page)).length === 1)
})

test("plays a missed sound only when it arrives live", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob, { before: listen })

  await bob.person.context.setOffline(true)
  await bob.page.locator("[channel=RoomMessagesChannel][connected]").waitFor({ state: "detached" })
  const { html } = await post(scene.ada, "/play tada")
  await bob.person.context.setOffline(false)
  await bob.stored("Play tada").waitFor()
  expect(await heard(bob.page)).toEqual([])

  for (let time = 0; time < 2; time++)
    await bob.page.evaluate((stream) => document.body.insertAdjacentHTML("beforeend", stream), html)
  await eventually(async () => (await heard(bob.page)).length > 0)
  await bob.page.waitForFunction(() => document.querySelector("turbo-stream") === null)
  expect(await heard(bob.page)).toEqual([expect.stringMatching(/\/sounds\/tada-/)])
  expect(await bob.messages.count()).toBe(1)
})

test("names the sound while the message is being sent", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, { before: listen })
  const gate = Promise.withResolvers<void>()
  await ada.page.route(/\/rooms\/1\/messages$/, async (route) => {
    await gate.promise
    await route.continue()
  })

  await ada.send("/play rimshot")
  await ada.message("Playing rimshot…").waitFor()
  gate.resolve()
  await ada.stored("Play rimshot").waitFor()
  expect(await ada.messages.count()).toBe(1)
})

/** Records the sounds that a page plays. */
async function listen(page: Page) {
  await page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function () {
      heard.push(this.src)
      return play.call(this)
    }
  })
}

const heard = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, "heard"))
