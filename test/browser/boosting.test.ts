import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, post, postMessages, type Room, startWithTwoUsers } from "./room"

const said = (room: Room, text: string) =>
  room
    .message(text)
    .locator(".boost")
    .evaluateAll((boosts) => boosts.map((boost) => `${boost.querySelector("img")?.alt}`).sort())

const field = (room: Room) => room.page.getByRole("textbox", { name: "Add a boost" })

async function reads(room: Room, text: string, ...boosts: string[]) {
  await eventually(async () => String(await said(room, text)) === String(boosts.toSorted()))
}

test("shows a boost once on every screen, and keeps open boost forms", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Kettle’s on")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await Promise.all([pageReady(ada.page), pageReady(bob.page)])

  // Bob is typing a boost.
  await bob.message("Kettle’s on").locator("summary").click()
  await bob.page.getByRole("link", { name: "New boost" }).click()
  await field(bob).waitFor()
  await bob.page.waitForFunction(() => document.activeElement?.matches(".boost-form__input"))
  await bob.page.keyboard.type("well ")

  await ada.message("Kettle’s on").locator("summary").click()
  const menu = ada.message("Kettle’s on").locator(".popup")
  expect(
    await menu
      .locator("button[data-emoji]")
      .evaluateAll((buttons) =>
        buttons.map((button) => `${button.getAttribute("data-emoji")} ${button.ariaLabel}`),
      ),
  ).toEqual([
    "👍 Thumbs up",
    "👏 Clapping",
    "👋 Waving hand",
    "💪 Muscle",
    "❤️ Red heart",
    "😂 Face with tears of joy",
    "🎉 Party popper",
    "🔥 Fire",
  ])
  await menu.getByRole("button", { name: "Clapping" }).click()
  await menu.waitFor({ state: "hidden" })
  await reads(ada, "Kettle’s on", "Ada Lovelace boosted 👏")
  await reads(bob, "Kettle’s on", "Ada Lovelace boosted 👏")
  await scene.ada.put(`/rooms/1/messages/${id}`, { "message[body]": "<p>Kettle’s off</p>" })
  await bob.message("Kettle’s off").waitFor()

  // His own quick boost keeps the form too.
  await bob.message("Kettle’s off").locator("summary").click()
  await bob.page.getByRole("button", { name: "Fire" }).click()
  const both = ["Ada Lovelace boosted 👏", "Bob Noyce boosted 🔥"]
  await reads(bob, "Kettle’s off", ...both)
  expect(await field(bob).inputValue()).toBe("well ")
  await field(bob).focus()
  await bob.page.keyboard.press("End")
  await bob.page.keyboard.type("said")
  await bob.page.keyboard.press("Enter")

  const all = [...both, "Bob Noyce boosted well said"]
  await reads(bob, "Kettle’s off", ...all)
  await reads(ada, "Kettle’s off", ...all)
  await field(bob).waitFor({ state: "detached" })
  await bob.page.locator(".boosts__add:focus").waitFor()

  // A reload renders the same.
  await ada.page.reload()
  await ada.ready()
  await reads(ada, "Kettle’s off", ...all)
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})

test("adds, validates and deletes a boost with the keyboard alone", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Kettle’s on")
  await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👏" })
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const { keyboard } = bob.page
  const message = bob.message("Kettle’s on")

  await message.getByRole("link", { name: "Add a boost" }).press("Enter")
  await bob.page.waitForFunction(() => document.activeElement?.matches(".boost-form__input"))
  await keyboard.press("Escape")
  await bob.page.locator(".boosts__add:focus").waitFor()

  await keyboard.press("Enter")
  await bob.page.waitForFunction(() => document.activeElement?.matches(".boost-form__input"))
  await keyboard.type("more than sixteen characters")
  expect(await field(bob).inputValue()).toBe("more than sixtee")
  await field(bob).evaluate((input: HTMLInputElement) => {
    input.value = "more than sixteen"
  })
  await keyboard.press("Enter")
  await message.getByRole("alert").filter({ hasText: "at most 16 characters" }).waitFor()
  expect(await field(bob).inputValue()).toBe("more than sixteen")
  await field(bob).fill("just right")
  await keyboard.press("Enter")
  await reads(bob, "Kettle’s on", "Ada Lovelace boosted 👏", "Bob Noyce boosted just right")

  expect(await message.locator(".boost [role=button]").count()).toBe(1)
  const own = message.getByRole("button", { name: "just right" })
  expect(await own.getAttribute("aria-describedby")).toBeTruthy()
  await own.press("Space")
  await bob.page
    .getByRole("button", { name: "Delete this boost" })
    .and(bob.page.locator(":focus"))
    .waitFor()
  await keyboard.press("Escape")
  await own.and(bob.page.locator(":focus")).waitFor()
  await keyboard.press("Enter")
  await bob.page
    .getByRole("button", { name: "Delete this boost" })
    .and(bob.page.locator(":focus"))
    .waitFor()
  await keyboard.press("Enter")
  await reads(bob, "Kettle’s on", "Ada Lovelace boosted 👏")
  expect(bob.person.errorsExcept(/422/)).toEqual([])
})

test("inserts a picked emoji into a boost, and at the caret of a message", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Kettle’s on")
  await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👏" })
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const { keyboard } = bob.page
  const picker = bob.page.getByRole("dialog", { name: "Emoji" })
  const search = picker.getByRole("combobox", { name: "Search" })

  await bob.message("Kettle’s on").getByRole("link", { name: "Add a boost" }).click()
  await bob.page.getByRole("button", { name: "Pick an emoji" }).click()
  await search.fill("rocket")
  await picker.getByRole("option", { name: /^🚀/ }).click()
  await picker.waitFor({ state: "hidden" })
  expect(await field(bob).inputValue()).toBe("🚀")
  await keyboard.press("Enter")
  await reads(bob, "Kettle’s on", "Ada Lovelace boosted 👏", "Bob Noyce boosted 🚀")

  await bob.composer.pressSequentially("Lift!")
  await keyboard.press("ArrowLeft")
  await bob.page.getByRole("button", { name: "Emoji", exact: true }).click()
  await search.fill("rocket")
  await picker.getByRole("option", { name: /^🚀/ }).click()
  await picker.waitFor({ state: "hidden" })
  let seen = ""
  await eventually(async () => {
    seen = await bob.composer.innerText()
    return seen === "Lift🚀!"
  }).catch(() => {
    throw new Error(seen)
  })
  await keyboard.type(" off")
  await keyboard.press("Enter")
  await bob.stored("Lift🚀 off!").waitFor()
  expect(bob.person.errors).toEqual([])
})

test("groups equal boosts with one count and all names", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Kettle’s on")
  const boost = (as: typeof scene.ada, content: string) =>
    as.post(`/messages/${id}/boosts`, { "boost[content]": content })
  for (let number = 0; number < 20; number++) await boost(scene.ada, "👏")
  await boost(scene.bob, "🔥")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const shown = bob.message("Kettle’s on").locator(".boost:not(.boost--more)")

  await eventually(async () => (await shown.count()) === 2)
  await boost(scene.bob, "👏")

  await bob.page.locator('.boost__content[data-count="21"]').waitFor()
  expect(await bob.message("Kettle’s on").locator(".boost").count()).toBe(22)
  const group = bob.page.locator(".boost:has([data-count])")
  expect(await group.getAttribute("title")).toBe("Ada Lovelace and Bob Noyce boosted 👏")
  expect(await group.locator("[role=button]").count()).toBe(1)
})

test("keeps the end in view when the user boosts a message above", async () => {
  await using scene = await startWithTwoUsers()
  await postMessages(scene.ada, 30)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const atEnd = async () => (await bob.scroll()).fromEnd < 2
  await eventually(atEnd)

  await bob.message("message 28.").locator("summary").click()
  await bob.message("message 28.").getByRole("button", { name: "Fire" }).click()
  await reads(bob, "message 28.", "Bob Noyce boosted 🔥")

  await eventually(atEnd)
})

test("keeps the focus after a quick boost by pointer, and returns it to the menu by keyboard", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.bob, "Kettle’s on")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)
  const summary = ada.message("Kettle’s on").locator("summary")

  await ada.composer.pressSequentially("On my way")
  await summary.click()
  await ada.page.getByRole("button", { name: "Clapping" }).click()
  await reads(ada, "Kettle’s on", "Ada Lovelace boosted 👏")
  await ada.page.locator("#composer .lexxy-editor__content:focus").waitFor()
  await ada.page.keyboard.type(" soon")
  expect((await ada.composer.textContent())?.trim()).toBe("On my way soon")

  await ada.composer.blur()
  await summary.click()
  await ada.page.getByRole("button", { name: "Fire" }).click()
  await reads(ada, "Kettle’s on", "Ada Lovelace boosted 👏", "Ada Lovelace boosted 🔥")
  await eventually(() => ada.page.evaluate(() => document.activeElement === document.body))

  await ada.page.keyboard.press("Shift+Tab")
  await summary.press("Enter")
  await ada.page.getByRole("button", { name: "Muscle" }).press("Enter")
  await summary.and(ada.page.locator(":focus")).waitFor()
})
