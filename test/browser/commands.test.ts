import { afterAll, expect, test } from "bun:test"
import { accessibilityErrors } from "../support/axe"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

test("suggests commands after a slash, completes one with Tab, and shows its result to everyone", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(ada.page)
  const menu = ada.page.locator("#composer .commands")

  await ada.composer.pressSequentially("/")
  await menu.getByText("/invite @name").waitFor()
  expect(await menu.locator("li").count()).toBe(6)
  expect(await accessibilityErrors(ada.page)).toEqual([])
  await ada.composer.pressSequentially("to")
  await eventually(async () => (await menu.locator("li").count()) === 1)
  await ada.page.keyboard.press("Tab")
  await menu.waitFor({ state: "detached" })
  await ada.composer.pressSequentially("Tea and cake")
  const told = ada.page.getByText("The topic is “Tea and cake” from now on.").waitFor()
  await ada.page.keyboard.press("Enter")

  await told
  for (const room of [ada, bob])
    await room.page.locator("#nav .nav__topic").getByText("Tea and cake").waitFor()
  await eventually(async () => (await ada.messages.count()) === 0)
  expect(await bob.page.locator(".flash").count()).toBe(0)
})

test("suggests sounds after /play, and completes one with Tab", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  await ada.composer.pressSequentially("/play tro")
  await ada.page.locator("#composer .commands li").getByText("/play trombone").waitFor()
  await ada.composer.pressSequentially("m")
  await eventually(async () => (await ada.page.locator("#composer .commands li").count()) === 1)
  await ada.page.keyboard.press("Tab")
  await eventually(async () => (await ada.composer.textContent()) === "/play trombone")
  await ada.page.keyboard.press("Enter")

  await ada.stored("plays a sad trombone").waitFor()
})

test("shows an action with its author's name, at once and on other screens", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await ada.send("/me waves")

  await ada.stored("Ada Lovelace waves").waitFor()
  await bob.stored("Ada Lovelace waves").waitFor()
  await bob.expectTexts("Ada Lovelace waves")
  await ada.send("//me waves")
  await bob.stored("/me waves").waitFor()
  await ada.send("/usr/bin is full")
  await bob.stored("/usr/bin is full").waitFor()
})

test("rejects an unknown command with the list of commands, and returns its text", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.send("/tmp is full")
  const failed = ada.failed("/tmp is full")
  await failed.getByText("Not sent. There is no /tmp, only /invite").waitFor()
  await failed.getByRole("button", { name: "Edit" }).click()

  await failed.waitFor({ state: "detached" })
  await eventually(async () => (await ada.composer.textContent()) === "/tmp is full")
  await ada.page.keyboard.press("Home")
  await ada.page.keyboard.type("/")
  await ada.page.keyboard.press("Enter")
  await ada.stored("/tmp is full").waitFor()
})
