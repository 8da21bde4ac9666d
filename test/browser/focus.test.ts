import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { addRoom, openRoomPage, post, startWithTwoUsers } from "./room"

test("focuses the composer after a click on another room", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  await using bob = await openRoomPage(scene.server, scene.bob)

  for (const { id, text } of [
    { id: den.id, text: "in the den" },
    { id: 1, text: "and back" },
  ]) {
    await bob.page.locator(`#list_room_${id}`).click()
    await bob.page.waitForURL(`**/rooms/${id}`)
    await bob.ready()
    await bob.page.keyboard.type(text)
    await bob.page.keyboard.press("Enter")
    await bob.stored(text).waitFor()
  }
})

test("keeps the focus when others change the page, and restores it when they remove the focused element", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const link = bob.page.locator(`#list_room_${den.id}`)

  await link.focus()
  await goToComposerWithNextStream(bob.page)
  await post(scene.ada, "just as you went to write")
  await bob.stored("just as you went to write").waitFor()
  await twoFrames(bob.page)
  await bob.page.keyboard.type("undisturbed")
  expect(await bob.composer.innerText()).toBe("undisturbed")

  await link.focus()
  await scene.ada.patch(`/rooms/opens/${den.id}`, { "room[name]": "Kitchen" })
  await link.filter({ hasText: "Kitchen" }).waitFor()
  await bob.page.locator(`#list_room_${den.id}:focus`).waitFor()
})

/** Focuses the composer at the moment when a stream arrives. */
const goToComposerWithNextStream = (page: Page) =>
  page.evaluate(() => {
    const go = () => document.querySelector<HTMLElement>("#composer lexxy-editor")?.focus()
    document.addEventListener("turbo:before-stream-render", go, { once: true })
  })

const twoFrames = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
