import { expect, test } from "bun:test"
import type { Page, Route } from "playwright-core"
import { eventually } from "../support/timeouts"
import { BOB, openRoomPage, startWithTwoUsers, storeMessages } from "./room"

const POSTS = "**/rooms/*/messages"

test("shows a message before the server stores it, without a layout shift after", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.send("the one before")
  await ada.stored("the one before").waitFor()
  const release = await hold(ada.page)
  await watch(ada.page, "steady as it goes")

  await ada.send("steady as it goes")
  await ada.message("steady as it goes").waitFor()
  expect(await ada.stored("steady as it goes").count()).toBe(0)
  await eventually(async () => (await seen(ada.page)).length > 3)
  release()
  await ada.stored("steady as it goes").waitFor()
  await eventually(async () => (await seen(ada.page)).some(({ stored }) => stored))

  const looks = (await seen(ada.page)).map(({ stored, ...look }) => JSON.stringify(look))
  expect(looks.length).toBeGreaterThan(4)
  expect([...new Set(looks)]).toHaveLength(1)
  expect(looks[0]).toContain("message--formatted")
})

test("accepts typing while messages are being sent", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const release = await hold(ada.page)

  await ada.send("one")
  await ada.send("two")
  await ada.composer.pressSequentially("three is not")
  expect(await ada.texts()).toEqual(["one", "two"])
  expect(await ada.composer.textContent()).toContain("three is not")
  release()
  await ada.stored("two").waitFor()

  await ada.expectTexts("one", "two")
  expect(await ada.composer.textContent()).toContain("three is not")
})

test("marks an unsent message, keeps its text and offers a retry", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await ada.page.route(POSTS, (route) => route.abort())

  await ada.send("hear me")
  await ada.failed("hear me").getByText("Not sent.").waitFor()
  expect(await bob.message("hear me").count()).toBe(0)
  await ada.page.unroute(POSTS)
  await ada.failed("hear me").getByRole("button", { name: "Try again" }).click()

  await bob.stored("hear me").waitFor()
  await ada.stored("hear me").waitFor()
  await ada.expectTexts("hear me")
  expect(await ada.page.locator(".message--failed").count()).toBe(0)
})

test("stores a message once when its response is lost and it is retried", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await ada.page.route(POSTS, async (route) => {
    await route.fetch()
    await route.abort()
  })

  await ada.send("only once")
  await bob.stored("only once").waitFor()
  await ada.stored("only once").waitFor()

  await ada.expectTexts("only once")
  await bob.expectTexts("only once")
  expect(await ada.page.locator(".message--failed").count()).toBe(0)
})

test("marks only the failed message, and discards it", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) =>
    route.request().postData()?.includes("doomed") ? route.abort() : route.continue(),
  )

  await ada.send("fine")
  await ada.send("doomed")
  await ada.send("fine too")
  await ada.stored("fine too").waitFor()
  await ada.failed("doomed").waitFor()
  expect(await ada.page.locator(".message--failed").count()).toBe(1)

  await ada.failed("doomed").getByRole("button", { name: "Delete" }).click()
  await ada.expectTexts("fine", "fine too")
})

test("shows the server's error", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.composer.fill("x".repeat(70_000))
  await ada.page.keyboard.press("Enter")

  const failure = ada.page.locator(".message--failed .message__failure")
  await failure.waitFor()
  expect(await failure.textContent()).toMatch(/^Not sent\. .{10,}/)
  expect(await failure.textContent()).not.toContain("Something went wrong")
})

test("replaces the composer with a notice when the room is deleted", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) =>
    route.continue({ url: `${scene.server.url}/rooms/404/messages` }),
  )

  await ada.send("anyone?")

  await ada.page.locator("#composer-frame").getByText("This room was deleted.").waitFor()
  await ada.failed("anyone?").waitFor()
})

test("scrolls to a long message after it is sent", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 30, BOB)
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.composer.click()
  for (let line = 1; line <= 8; line++) {
    await ada.composer.pressSequentially(`line ${line}`)
    await ada.page.keyboard.press("Shift+Enter")
  }
  const atEnd = async () => (await ada.scroll()).fromEnd < 2
  await eventually(atEnd)
  await ada.page.keyboard.press("Enter")

  await ada.stored("line 8").waitFor()
  await eventually(atEnd)
  await ada.pill.waitFor({ state: "hidden" })
})

test("sends no blank message", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.send("   ")
  await ada.send("something")
  await ada.stored("something").waitFor()

  await ada.expectTexts("   something")
})

test("inserts a line break with Shift+Enter, and does not send on an input method's Enter", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.composer.pressSequentially("two")
  await ada.page.keyboard.press("Shift+Enter")
  await ada.composer.pressSequentially("lines")
  await compose(ada.page, "にほん", "日本")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.keyboard.press("Enter")

  await ada.stored("two").waitFor()
  await ada.expectTexts("two\nlines日本")
})

test("inserts a line break with Enter while the toolbar is open, and sends with Ctrl+Enter", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, {
    viewport: { width: 1400, height: 900 },
  })
  const button = ada.page.getByRole("button", { name: "Rich text" })

  await button.click()
  expect(await button.getAttribute("aria-expanded")).toBe("true")
  await ada.send("above")
  await ada.composer.pressSequentially("below")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.keyboard.press("Control+Enter")

  await ada.stored("above").waitFor()
  expect(await ada.messages.count()).toBe(1)
  expect(await button.getAttribute("aria-expanded")).toBe("false")
})

test("inserts a line break with Enter on a touch screen, and sends with the button", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  })

  await ada.send("thumb")
  await ada.composer.pressSequentially("typed")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.getByRole("button", { name: "Send Message" }).tap()

  await ada.stored("thumb").waitFor()
})

test("moves text that was typed before the editor loaded into it", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const editor = Promise.withResolvers<void>()
  await ada.page.route(/editor-.*\.js|lexxy.*\.js|chunk-.*\.js/, async (route) => {
    await editor.promise
    await route.continue()
  })

  await ada.page.reload()
  await ada.page.locator("textarea:focus").waitFor()
  await ada.page.keyboard.type("early d")
  await ada.page.keyboard.press("ArrowLeft")
  expect(await ada.composer.inputValue()).toBe("early d")
  editor.resolve()
  await ada.ready()
  await ada.page.keyboard.type("bir")
  await ada.page.keyboard.press("Enter")

  await ada.stored("early bird").waitFor()
})

test("sends a message before the editor has loaded", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(/editor-.*\.js|lexxy.*\.js|chunk-.*\.js/, () => {})

  await ada.page.reload()
  await ada.send("1 < 2 & $& $body$")

  await ada.stored("1 < 2 & $& $body$").waitFor()
  await ada.expectTexts("1 < 2 & $& $body$")
})

test("restores an unsent draft after a reload", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.composer.pressSequentially("half a thought")
  await ada.page.reload()
  await ada.ready()
  await ada.composer.getByText("half a thought").waitFor()
  await ada.page.keyboard.press("Enter")
  await ada.stored("half a thought").waitFor()
  await ada.page.reload()
  await ada.ready()

  await eventually(async () => (await ada.composer.textContent()) === "")
})

/** Holds back posts until released. */
async function hold(page: Page) {
  const gate = Promise.withResolvers<void>()
  await page.route(POSTS, async (route: Route) => {
    await gate.promise
    await route.continue()
  })
  return () => gate.resolve()
}

/** Types with an input method, whose Enter picks a word. */
async function compose(page: Page, sounds: string, word: string) {
  const browser = await page.context().newCDPSession(page)
  const caret = sounds.length
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 }

  await browser.send("Input.imeSetComposition", {
    text: sounds,
    selectionStart: caret,
    selectionEnd: caret,
  })
  await browser.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter })
  await browser.send("Input.insertText", { text: word })
  await browser.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter })
}

type Look = { stored: boolean; count: number; classes: string; boxes: number[][] }

/** Records the rendering of the message with `text` in every frame. */
function watch(page: Page, text: string) {
  return page.evaluate((text) => {
    const looks: Look[] = []
    Object.assign(window, { looks })
    look()

    function look() {
      const rows = [...document.querySelectorAll(".message")].filter((row) =>
        row.textContent.includes(text),
      )
      const [row] = rows
      if (row) looks.push({ stored: row.hasAttribute("data-message-id"), ...describe(rows, row) })
      requestAnimationFrame(look)
    }

    function describe(rows: Element[], row: Element) {
      const parts = [row, ...row.querySelectorAll(".message__presentation, .message__timestamp")]
      const boxes = parts.map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect()
        return [x, y, width, height]
      })
      return { count: rows.length, classes: row.className, boxes }
    }
  }, text)
}

function seen(page: Page): Promise<Look[]> {
  return page.evaluate(() => Reflect.get(window, "looks"))
}
