import { afterAll, expect, test } from "bun:test"
import { accessibilityErrors } from "../support/axe"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { enter, twoPeople } from "./room"

afterAll(closeBrowser)

test("a slash names the commands, Tab completes one, and what it does is seen everywhere", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await using bob = await enter(scene.server, scene.bob)
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

test("after /play come the sounds, and Tab leaves one that plays", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
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

test("an action is a line with its author's name, here at once and there as well", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await using bob = await enter(scene.server, scene.bob)

  await ada.say("/me waves")

  await ada.stored("Ada Lovelace waves").waitFor()
  await bob.stored("Ada Lovelace waves").waitFor()
  await bob.reads("Ada Lovelace waves")
  await ada.say("//me waves")
  await bob.stored("/me waves").waitFor()
  await ada.say("/usr/bin is full")
  await bob.stored("/usr/bin is full").waitFor()
})

test("a command that nobody knows says which there are, and can be written anew", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await ada.say("/tmp is full")
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
