import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import { openRoomPage, post, startWithTwoUsers } from "./room"

test("shows a person's new name and picture on open pages, in all their messages", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "by the renamed one")
  await post(scene.bob, "by the other")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const author = (text: string) => bob.message(text).locator(".message__author")
  const picture = () =>
    bob.message("by the renamed one").locator(".message__avatar img").getAttribute("src")
  const before = await picture()
  const other = await author("by the other").innerText()

  const { status } = await scene.ada.patch("/users/me/profile", { "user[name]": "Countess" })

  expect(status).toBe(303)
  await eventually(async () => (await author("by the renamed one").innerText()) === "Countess")
  expect(await picture()).not.toBe(before)
  expect(await author("by the other").innerText()).toBe(other)
})
