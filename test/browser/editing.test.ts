import { expect, test } from "bun:test"
import { pageReady } from "./keyboard"
import { openRoomPage, post, ROOM, type Room, startWithTwoUsers } from "./room"

const editor = (room: Room) => room.page.getByRole("textbox", { name: "Edit message" })

/** Opens a message's editor from its menu, and waits for the focus. */
async function edit(room: Room, text: string) {
  await pageReady(room.page)
  await room.message(text).locator("summary").press("Enter")
  await room.message(text).getByRole("link", { name: "Edit", exact: true }).click()
  await inEditor(room)
}

const inEditor = (room: Room) =>
  room.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()

test("shows an edit on every screen, marked, with its earlier versions", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Kettle’s on")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)

  expect(await ada.message("Kettle").locator(".message__edited").isVisible()).toBe(false)
  await edit(ada, "Kettle")
  await ada.page.keyboard.press("ControlOrMeta+a")
  await ada.page.keyboard.type("🫖")
  await ada.page.getByRole("button", { name: "Save changes" }).click()

  for (const room of [ada, bob]) {
    await room.page.locator(".message--emoji .message__edited:visible").waitFor()
    await room.expectTexts("🫖")
  }
  await bob.page.getByRole("link", { name: "edited" }).click()
  const sheet = bob.page.getByRole("dialog", { name: "Edit history" })
  await sheet.locator(".version").nth(1).waitFor()
  expect(await sheet.locator(".version__body").allInnerTexts()).toEqual(["🫖", "Kettle’s on"])
  await bob.page.keyboard.press("Escape")
  await sheet.waitFor({ state: "hidden" })
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})

test("edits, saves and discards by keyboard, and returns the focus to the composer", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { keyboard } = ada.page
  const back = () => ada.page.locator("#composer .lexxy-editor__content:focus").waitFor()
  await pageReady(ada.page)
  await post(scene.bob, "theirs")
  await ada.send("mine")
  await ada.stored("mine").waitFor()
  await post(scene.bob, "theirs again")
  await ada.stored("theirs again").waitFor()

  await keyboard.press("ArrowUp")
  await inEditor(ada)
  await keyboard.type(" and no more")
  await keyboard.press("Escape")
  await back()
  await ada.expectTexts("theirs", "mine", "theirs again")

  await keyboard.press("ArrowUp")
  await inEditor(ada)
  await keyboard.type(", too")
  await keyboard.press("Control+Enter")
  await back()
  await ada.expectTexts("theirs", "mine, too", "theirs again")

  await keyboard.type("half a word")
  await keyboard.press("ArrowUp")
  await keyboard.press("Shift+Home")
  await keyboard.press("Backspace")
  await keyboard.press("Shift+ArrowUp")
  expect(await editor(ada).count()).toBe(0)
})

test("keeps the text of a rejected edit, and shows the error", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.send("short")
  await ada.stored("short").waitFor()

  await edit(ada, "short")
  await ada.page.keyboard.press("ControlOrMeta+a")
  await ada.page.keyboard.press("Backspace")
  await ada.page.keyboard.press("Control+Enter")
  await ada.page.getByRole("alert").filter({ hasText: "the message is empty" }).waitFor()
  await inEditor(ada)
  await ada.page.keyboard.insertText("long ".repeat(14_000))
  await ada.page.keyboard.press("Control+Enter")
  await ada.page.getByRole("alert").filter({ hasText: "at most 64 KB" }).waitFor()

  expect((await editor(ada).innerText()).length).toBeGreaterThan(69_000)
  await ada.page.getByRole("link", { name: "Close editor and discard changes" }).click()
  await ada.expectTexts("short")
})

test("deletes a message from its editor after a confirmation", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.send("to be deleted")
  await bob.stored("to be deleted").waitFor()

  await edit(ada, "to be deleted")
  const asked: string[] = []
  ada.page.once("dialog", (dialog) => {
    asked.push(dialog.message())
    void dialog.accept()
  })
  await ada.page.getByRole("button", { name: "Delete message" }).click()

  await ada.expectTexts()
  await bob.expectTexts()
  expect(asked).toEqual(["Are you sure you want to delete this message?"])
})

test("keeps an open edit when others change the message, and its text when they delete it", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.bob, "first thoughts")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const path = `${ROOM}/messages/${id}`
  await edit(bob, "first thoughts")
  await bob.page.keyboard.type(" and second")

  await scene.ada.patch(path, { "message[body]": "<p>Ada’s thoughts</p>" })
  await post(scene.ada, "another message")
  await bob.stored("another message").waitFor()
  await bob.page.keyboard.type(", more")
  await bob.page.evaluate(refreshFromStart)
  await bob.page.locator("[data-refreshed]").waitFor({ state: "attached" })
  await bob.page.keyboard.type(" and third ones")
  expect(await editor(bob).innerText()).toBe("first thoughts and second, more and third ones")

  await scene.ada.delete(path)
  await bob.page.getByRole("alert").filter({ hasText: "was deleted" }).waitFor()
  await bob.expectTexts("another message")
  expect(await bob.composer.innerText()).toBe("first thoughts and second, more and third ones")
  expect(bob.person.errors).toEqual([])
})

test("keeps an unsaved edit as a draft until it is saved or discarded", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "first thoughts")
  await using ada = await openRoomPage(scene.server, scene.ada)
  const kept = ada.page.getByText("This is your unsaved edit.")
  const reopen = async () => {
    await ada.page.reload()
    await ada.ready()
    await edit(ada, "first thoughts")
  }

  await edit(ada, "first thoughts")
  expect(await kept.isVisible()).toBe(false)
  await ada.page.keyboard.type(" and second")
  await reopen()
  await kept.waitFor()
  expect(await editor(ada).innerText()).toBe("first thoughts and second")
  await ada.page.keyboard.press("Escape")
  await editor(ada).waitFor({ state: "detached" })
  await ada.expectTexts("first thoughts")

  await edit(ada, "first thoughts")
  expect(await editor(ada).innerText()).toBe("first thoughts")
  await ada.page.keyboard.type(" and third")
  await reopen()
  await kept.waitFor()
  await ada.page.keyboard.press("Control+Enter")
  await ada.expectTexts("first thoughts and third")
  await reopen()
  expect(await kept.isVisible()).toBe(false)
  expect(await editor(ada).innerText()).toBe("first thoughts and third")
})

/** What a page does on reconnect: it receives every shown message again, as changed or as new. */
async function refreshFromStart() {
  const first = document.querySelector<HTMLElement>(".messages > .message")
  const said = Number(first?.dataset.messageTimestamp)
  for (const since of [said + 1, 0]) {
    const answer = await fetch(`${location.pathname}/refresh?since=${since}`)
    const streams = document.createElement("template")
    streams.innerHTML = await answer.text()
    document.body.append(streams.content)
  }
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.body.toggleAttribute("data-refreshed", true)),
  )
}

test("keeps an open boost form when others change the message", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.bob, "worth a boost")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const message = bob.message("worth a boost")
  await message.locator("summary").press("Enter")
  await message.getByRole("link", { name: "New boost" }).click()
  const boost = message.getByRole("textbox", { name: "Add a boost" })
  await boost.pressSequentially("half a")

  await scene.ada.patch(`${ROOM}/messages/${id}`, {
    "message[body]": "<p>worth a boost, edited</p>",
  })
  await bob.message("edited").waitFor()
  await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👏" })
  await bob.page.locator(".boost", { hasText: "👏" }).waitFor()
  await bob.page.evaluate(refreshFromStart)
  await bob.page.locator("[data-refreshed]").waitFor({ state: "attached" })
  await boost.pressSequentially(" boost")

  expect(await boost.inputValue()).toBe("half a boost")
  expect(await bob.page.locator(".boost", { hasText: "👏" }).count()).toBe(1)
})

test("keeps an edit that cannot be saved without a network, and saves it later", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Kettle’s on")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await edit(ada, "Kettle")
  await ada.page.keyboard.type(", tea is at four")
  const save = ada.page.getByRole("button", { name: "Save changes" })

  await ada.person.context.setOffline(true)
  await save.click()
  await ada.page.getByText("save it again when you’re online").waitFor()
  expect(await editor(ada).innerText()).toContain("tea is at four")
  await ada.person.context.setOffline(false)
  await save.click()

  await ada.message("tea is at four").locator(".message__edited:visible").waitFor()
  expect(ada.person.errorsExcept(/net::ERR|cable|WebSocket/)).toEqual([])
})

test("moves the focus from a boost form to the next message when its message is deleted", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "soon gone")
  await post(scene.ada, "the next one")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  await bob.message("soon gone").locator("summary").press("Enter")
  await bob.message("soon gone").getByRole("link", { name: "New boost" }).click()
  await bob.page.locator(".boost-form__input:focus").waitFor()

  await scene.ada.delete(`${ROOM}/messages/${id}`)

  await bob.message("the next one").locator("summary:focus").waitFor()
})
