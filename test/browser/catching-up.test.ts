import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import { CONNECTED, enterOnThinWire } from "./connection"
import { openRoomPage, post, postMessages, ROOM, startWithTwoUsers } from "./room"

test("reconnects pages after a server restart, and they miss no message", async () => {
  await using scene = await startWithTwoUsers()
  const kept = await post(scene.ada, "as it was")
  const doomed = await post(scene.ada, "soon gone")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)

  await scene.server.restart()
  await post(scene.ada, "said while nobody listened")
  await scene.ada.patch(`${ROOM}/messages/${kept.id}`, { "message[body]": "<p>as it is</p>" })
  await scene.ada.delete(`${ROOM}/messages/${doomed.id}`)

  await bob.expectTexts("as it is", "said while nobody listened")
  await bob.page.locator(CONNECTED).waitFor({ state: "attached" })
  await ada.page.locator(CONNECTED).waitFor({ state: "attached" })
  await ada.send("and live again")
  await bob.expectTexts("as it is", "said while nobody listened", "and live again")
})

test("loads others' missed messages after the user posted while disconnected", async () => {
  await using scene = await startWithTwoUsers()
  await postMessages(scene.ada, 100)
  await using bob = await enterOnThinWire(scene)
  await bob.cut()

  await post(scene.ada, "you can’t hear this")
  await bob.send("hello?")
  await bob.stored("hello?").waitFor()
  expect((await bob.texts()).slice(-2)).toEqual(["message 100.", "hello?"])
  bob.mend()

  await bob.stored("you can’t hear this").waitFor()
  expect((await bob.texts()).slice(-2)).toEqual(["you can’t hear this", "hello?"])
})

test("loads the newest page, without a gap, after more than one missed page", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "before")
  await using bob = await enterOnThinWire(scene)
  await bob.cut()

  await postMessages(scene.ada, 60)
  bob.mend()

  await bob.message("message 60.").waitFor()
  await eventually(async () => {
    await bob.scrollTo(0)
    return (await bob.message("before").count()) > 0
  })
  await bob.expectTexts(
    "before",
    ...Array.from({ length: 60 }, (_, index) => `message ${index + 1}.`),
  )
})

test("corrects every row of a reader further up, who stays at the message that they look at", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await postMessages(scene.ada, 60)
  await using bob = await enterOnThinWire(scene)
  await bob.scrollTo(300)
  const place = await bob.topOf("message 30.")
  await bob.cut()

  await postMessages(scene.ada, 60, 61)
  await scene.ada.patch(`${ROOM}/messages/${ids[40]}`, { "message[body]": "<p>edited</p>" })
  await scene.ada.delete(`${ROOM}/messages/${ids[45]}`)
  bob.mend()

  await bob.message("edited").waitFor()
  await bob.message("message 46.").waitFor({ state: "detached" })
  await bob.pill.waitFor()
  expect(await bob.message("message 120.").count()).toBe(0)
  expect(Math.abs((await bob.topOf("message 30.")) - place)).toBeLessThan(2)
  await eventually(async () => {
    await bob.scrollTo(1_000_000)
    return (await bob.message("message 120.").count()) > 0
  })
  const expected = Array.from({ length: 100 }, (_, index) => `message ${index + 21}.`)
  expected[20] = "edited"
  expected.splice(25, 1)
  expect((await bob.texts()).slice(-99)).toEqual(expected)
})

test("corrects each of 70 rows that were edited while the page slept", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await postMessages(scene.ada, 75)
  await using bob = await enterOnThinWire(scene)
  await eventually(async () => {
    await bob.scrollTo(0)
    return (await bob.messages.count()) === 75
  })
  await bob.cut()

  for (const id of ids.slice(0, 70))
    await scene.ada.patch(`${ROOM}/messages/${id}`, { "message[body]": `<p>edited ${id}</p>` })
  bob.mend()

  await bob.expectTexts(
    ...ids.slice(0, 70).map((id) => `edited ${id}`),
    ...Array.from({ length: 5 }, (_, index) => `message ${index + 71}.`),
  )
})

test("keeps an open edit, and what the user wrote, when the list starts over", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.bob, "my words")
  await postMessages(scene.ada, 3)
  await using bob = await enterOnThinWire(scene)
  await bob.composer.click()
  await bob.page.keyboard.press("ArrowUp")
  const editor = bob.page.getByRole("textbox", { name: "Edit message" })
  await editor.waitFor()
  await bob.page.keyboard.press("End")
  await editor.pressSequentially(" and more")
  await bob.composer.pressSequentially("half a reply")
  await bob.cut()

  await postMessages(scene.ada, 60, 4)
  bob.mend()
  await bob.pill.waitFor()

  expect(await editor.innerText()).toContain("my words and more")
  expect(await bob.composer.innerText()).toBe("half a reply")
})

test("shows own messages again, after those that it missed, to a reader further up", async () => {
  await using scene = await startWithTwoUsers()
  await postMessages(scene.ada, 60)
  await using bob = await enterOnThinWire(scene)
  await bob.cut()
  await postMessages(scene.ada, 60, 61)
  await bob.send("am I alone?")
  await bob.stored("am I alone?").waitFor()
  await bob.scrollTo(100)
  bob.mend()

  await bob.pill.waitFor()
  await eventually(async () => {
    await bob.scrollTo(1_000_000)
    return (await bob.stored("am I alone?").count()) > 0
  })
  const expected = Array.from({ length: 60 }, (_, index) => `message ${index + 61}.`)
  expect((await bob.texts()).slice(-61)).toEqual([...expected, "am I alone?"])
})

test("disables the composer without a server, and keeps its text", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)

  await bob.composer.pressSequentially("a thought")
  await scene.server.kill("SIGKILL")
  await bob.page.locator("#composer fieldset:disabled").waitFor()
  await bob.composer.pressSequentially(" and more")
  await bob.page.keyboard.press("Enter")
  expect(await bob.messages.count()).toBe(0)
  await scene.server.start()
  await bob.page.locator("#composer fieldset:enabled").waitFor()
  await bob.page.keyboard.press("Enter")

  await bob.stored("a thought and more").waitFor()
})

test("leaves the room when the user is signed out elsewhere, and returns after signing in", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "a secret")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await bob.message("a secret").waitFor()

  await scene.bob.delete("/session")

  await bob.page.waitForURL("**/session/new")
  await bob.page.getByLabel("Email address").fill("bob@example.com")
  await bob.page.getByLabel("Password").fill("integrated circuit")
  await bob.page.keyboard.press("Enter")
  await bob.page.waitForURL(`**${ROOM}`)
  // Requests that were running when the session ended are rejected.
  expect(bob.person.errorsExcept(/401/)).toEqual([])
})

test("sends messages that failed without a network when it returns, and loads the others'", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)

  await bob.person.context.setOffline(true)
  await bob.send("is this on?")
  await bob.failed("is this on?").waitFor()
  await post(scene.ada, "we can’t hear you")
  await bob.person.context.setOffline(false)
  await bob.stored("we can’t hear you").waitFor()

  await bob.stored("is this on?").waitFor()
  await bob.expectTexts("we can’t hear you", "is this on?")
})

test("keeps a failed message after a visit to another page", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)
  await bob.page.route("**/rooms/*/messages", (route) => route.abort())

  await bob.send("don’t lose me")
  await bob.failed("don’t lose me").waitFor()
  await bob.page.evaluate(() => document.body.toggleAttribute("data-before", true))
  await bob.page.locator("#list_room_1").click()
  await bob.page.locator("body:not([data-before])").waitFor()
  await bob.failed("don’t lose me").waitFor()
  await bob.page.unroute("**/rooms/*/messages")
  await bob.failed("don’t lose me").getByRole("button", { name: "Try again" }).click()

  await bob.stored("don’t lose me").waitFor()
})

test("refreshes the page when it becomes visible after a long time", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)
  const asked = bob.page.waitForRequest(/refresh\?.*reason=visibility/)

  await bob.page.evaluate(() => {
    const start = Date.now()
    const become = (state: string, at: number) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true })
      Date.now = () => at
      document.dispatchEvent(new Event("visibilitychange"))
    }
    become("hidden", start)
    become("visible", start + 61_000)
  })

  expect((await asked).url()).toContain("since=")
})
