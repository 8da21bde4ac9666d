import { afterAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { addRoom, enter, post, twoPeople } from "./room"

afterAll(closeBrowser)

test("a sound is heard once by each who is there, and again when they ask", async () => {
  await using scene = await twoPeople()
  await addRoom(scene.server, "Elsewhere")
  await using ada = await enter(scene.server, scene.ada, { before: listen })
  await using bob = await enter(scene.server, scene.bob, { before: listen })

  await ada.say("/play yeah")
  await ada.stored("Play yeah").waitFor()
  await bob.stored("Play yeah").waitFor()
  await ada.say("/play nope")
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

test("whoever wants quiet hears a sound only when they press Play", async () => {
  await using scene = await twoPeople()
  const answer = await scene.bob.patch("/users/me/profile", { "user[sounds]": "off" })
  expect(answer.status).toBe(303)
  await using bob = await enter(scene.server, scene.bob, { before: listen })

  await post(scene.ada, "/play trombone")
  await bob.stored("Play trombone").waitFor()
  await post(scene.ada, "After it")
  await bob.stored("After it").waitFor()
  expect(await heard(bob.page)).toEqual([])

  await pageReady(bob.page)
  await bob.page.getByRole("button", { name: "Play trombone" }).click()
  await eventually(async () => (await heard(bob.page)).length === 1)
})

test("what was missed is shown, and heard only when the line brings it after all", async () => {
  await using scene = await twoPeople()
  await using bob = await enter(scene.server, scene.bob, { before: listen })

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

test("while it is on its way, the page says what it is playing", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada, { before: listen })
  const gate = Promise.withResolvers<void>()
  await ada.page.route(/\/rooms\/1\/messages$/, async (route) => {
    await gate.promise
    await route.continue()
  })

  await ada.say("/play rimshot")
  await ada.message("Playing rimshot…").waitFor()
  gate.resolve()
  await ada.stored("Play rimshot").waitFor()
  expect(await ada.messages.count()).toBe(1)
})

/** Notes what a page plays, and lets it. */
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
