import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import { openRoomPage, post, ROOM, startWithTwoUsers } from "./room"

test("shows each message once on the other person's screen", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await ada.send("Kettle’s on")
  await bob.stored("Kettle’s on").waitFor()
  await bob.send("On my way")
  await ada.stored("On my way").waitFor()

  await ada.expectTexts("Kettle’s on", "On my way")
  await bob.expectTexts("Kettle’s on", "On my way")
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})

test("renders a live message the same as after a reload", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)
  const markup = () => bob.page.locator(".messages").innerHTML()

  await ada.send("first")
  await ada.send("second")
  await bob.stored("second").waitFor()
  const arrived = await markup()
  await bob.page.reload()
  await bob.ready()

  expect(arrived).toContain("message--threaded")
  await eventually(async () => (await markup()) === arrived).catch(() => {})
  expect(await markup()).toBe(arrived)
})

test("keeps the order of messages written quickly", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  const words = Array.from("abcdefghij", (letter) => `rush ${letter}`)

  for (const word of words) await ada.send(word)

  await bob.expectTexts(...words)
  await ada.expectTexts(...words)
})

test("runs no script in a message", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  const attack = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

  await post(scene.ada, `${attack}<a href="javascript:document.title=3">x</a> by post`)
  await ada.send(`${attack} typed`)
  await bob.stored("typed").waitFor()
  await bob.stored("by post").waitFor()
  await bob.page.reload()
  await bob.ready()

  expect(await bob.page.title()).toBe(await ada.page.title())
  expect(await bob.page.title()).not.toMatch(/^\d$/)
  expect(
    await bob.page.locator(".messages :is(script, img[onerror], [href^=javascript])").count(),
  ).toBe(0)
  expect(await bob.stored("typed").textContent()).toContain("<script>")
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})

test("marks the viewer's own messages in the browser", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await ada.send("mine")
  await bob.stored("mine").waitFor()
  await ada.stored("mine").waitFor()

  await ada.page.locator(".message--me").waitFor()
  expect(await bob.page.locator(".message--me").count()).toBe(0)
})

test("posts and reads by keyboard", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { keyboard } = ada.page

  await keyboard.type("Look, no mouse")
  await keyboard.press("Enter")
  await ada.stored("Look, no mouse").waitFor()

  await ada.message("Look, no mouse").locator("summary").focus()
  await keyboard.press("Enter")
  await keyboard.press("ArrowDown")
  await ada.page.locator(".message__actions .popup :focus").waitFor()
  await keyboard.press("Escape")

  await ada.page.locator("summary:focus").waitFor()
  expect(await ada.page.locator("details[open]").count()).toBe(0)
})

test("copies a message's link from its menu, and closes the menu on a click outside", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "worth a link")
  await using bob = await openRoomPage(scene.server, scene.bob, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  const menu = bob.message("worth a link").locator("details")

  await menu.locator("summary").click()
  await bob.page.getByRole("button", { name: "Copy link" }).click()
  await bob.page.locator(".btn--success").waitFor()
  expect(await bob.page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${scene.server.url}/rooms/1/@${id}`,
  )
  await bob.page.locator("#nav h1").click()

  await bob.message("worth a link").locator("details:not([open])").waitFor()
})

test("keeps a message's menu and its focus when others change the message", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "as it was")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const menu = bob.page.locator(".message__actions")
  await menu.locator("summary").focus()
  await bob.page.keyboard.press("Enter")
  await menu.getByRole("button", { name: "Copy link" }).focus()

  await scene.ada.patch(`${ROOM}/messages/${id}`, { "message[body]": "<p>as it is</p>" })
  await bob.message("as it is").waitFor()

  await menu.getByRole("button", { name: "Copy link" }).and(bob.page.locator(":focus")).waitFor()
  await bob.page.keyboard.press("Escape")
  await menu.locator("summary:focus").waitFor()
  expect(await menu.getAttribute("open")).toBeNull()
})

test("keeps a message's menu and editor inside a phone's window", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "hm")
  await using ada = await openRoomPage(scene.server, scene.ada, {
    viewport: { width: 360, height: 420 },
  })
  const { page } = ada
  const message = ada.stored("hm")

  await message.locator("summary").click()
  const menu = message.locator(".popup")
  await menu.waitFor()
  const place = await menu.evaluate((element) => {
    const { left, right, top } = element.getBoundingClientRect()
    return { start: left >= 0, end: right <= innerWidth, top: top >= 0 }
  })
  expect(place).toEqual({ start: true, end: true, top: true })
  await message.getByRole("link", { name: "Edit" }).click()
  await page.locator(".message-edit lexxy-toolbar [name=bold]").waitFor()

  const spill = await page.locator(".message-edit").evaluate((form) => {
    const end = form.getBoundingClientRect().right
    return [...form.querySelectorAll("*")]
      .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > end + 1)
      .map((part) => part.outerHTML.slice(0, 80))
  })
  expect(spill).toEqual([])
})

test("ignores the aborted request of a reloaded frame", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.page.evaluate(async () => {
    const called = new AbortController()
    called.abort()
    void Promise.reject(called.signal.reason)
    await new Promise((resolve) => setTimeout(resolve))
  })
  await ada.send("all is well")
  await ada.stored("all is well").waitFor()

  expect(ada.person.errors).toEqual([])
})
