import { expect, test } from "bun:test"
import type { Page, Route } from "playwright-core"
import { eventually } from "../support/timeouts"
import { BOB, backlog, enter, twoPeople } from "./room"

const POSTS = "**/rooms/*/messages"

test("a message shows before the server has it, and nothing moves when it does", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await ada.say("the one before")
  await ada.stored("the one before").waitFor()
  const release = await hold(ada.page)
  await watch(ada.page, "steady as it goes")

  await ada.say("steady as it goes")
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

test("typing goes on while messages are on their way", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  const release = await hold(ada.page)

  await ada.say("one")
  await ada.say("two")
  await ada.composer.pressSequentially("three is not")
  expect(await ada.texts()).toEqual(["one", "two"])
  expect(await ada.composer.textContent()).toContain("three is not")
  release()
  await ada.stored("two").waitFor()

  await ada.reads("one", "two")
  expect(await ada.composer.textContent()).toContain("three is not")
})

test("a message that cannot be sent says so, keeps its words and can be tried again", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await using bob = await enter(scene.server, scene.bob)
  await ada.page.route(POSTS, (route) => route.abort())

  await ada.say("hear me")
  await ada.failed("hear me").getByText("Not sent.").waitFor()
  expect(await bob.message("hear me").count()).toBe(0)
  await ada.page.unroute(POSTS)
  await ada.failed("hear me").getByRole("button", { name: "Try again" }).click()

  await bob.stored("hear me").waitFor()
  await ada.stored("hear me").waitFor()
  await ada.reads("hear me")
  expect(await ada.page.locator(".message--failed").count()).toBe(0)
})

test("a message whose answer was lost is there once, however often it is tried", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await using bob = await enter(scene.server, scene.bob)
  await ada.page.route(POSTS, async (route) => {
    await route.fetch()
    await route.abort()
  })

  await ada.say("only once")
  await bob.stored("only once").waitFor()
  await ada.stored("only once").waitFor()

  await ada.reads("only once")
  await bob.reads("only once")
  expect(await ada.page.locator(".message--failed").count()).toBe(0)
})

test("only the message that failed is marked, and it can be discarded", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) =>
    route.request().postData()?.includes("doomed") ? route.abort() : route.continue(),
  )

  await ada.say("fine")
  await ada.say("doomed")
  await ada.say("fine too")
  await ada.stored("fine too").waitFor()
  await ada.failed("doomed").waitFor()
  expect(await ada.page.locator(".message--failed").count()).toBe(1)

  await ada.failed("doomed").getByRole("button", { name: "Discard" }).click()
  await ada.reads("fine", "fine too")
})

test("the server’s own reason is told", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await ada.composer.fill("x".repeat(70_000))
  await ada.page.keyboard.press("Enter")

  const failure = ada.page.locator(".message--failed .message__failure")
  await failure.waitFor()
  expect(await failure.textContent()).toMatch(/^Not sent\. .{10,}/)
  expect(await failure.textContent()).not.toContain("Something went wrong")
})

test("in a room that is gone the composer says so", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) =>
    route.continue({ url: `${scene.server.url}/rooms/404/messages` }),
  )

  await ada.say("anyone?")

  await ada.page.locator("#composer-frame").getByText("This room was deleted.").waitFor()
  await ada.failed("anyone?").waitFor()
})

test("a long message is in view once it is sent", async () => {
  await using scene = await twoPeople()
  await backlog(scene, 30, BOB)
  await using ada = await enter(scene.server, scene.ada)

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

test("nothing but spaces is not sent", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await ada.say("   ")
  await ada.say("something")
  await ada.stored("something").waitFor()

  await ada.reads("something")
})

test("Shift+Enter and an input method’s Enter make lines, not messages", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await ada.composer.pressSequentially("two")
  await ada.page.keyboard.press("Shift+Enter")
  await ada.composer.pressSequentially("lines")
  await compose(ada.page, "にほん", "日本")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.keyboard.press("Enter")

  await ada.stored("two").waitFor()
  await ada.reads("two\nlines日本")
})

test("with the toolbar open Enter makes a line, and Ctrl+Enter sends and shuts it", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada, { viewport: { width: 1400, height: 900 } })
  const button = ada.page.getByRole("button", { name: "Rich text" })

  await button.click()
  expect(await button.getAttribute("aria-expanded")).toBe("true")
  await ada.say("above")
  await ada.composer.pressSequentially("below")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.keyboard.press("Control+Enter")

  await ada.stored("above").waitFor()
  expect(await ada.messages.count()).toBe(1)
  expect(await button.getAttribute("aria-expanded")).toBe("false")
})

test("on a touch screen Enter makes a line and the button sends", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  })

  await ada.say("thumb")
  await ada.composer.pressSequentially("typed")
  expect(await ada.messages.count()).toBe(0)
  await ada.page.getByRole("button", { name: "Send Message" }).tap()

  await ada.stored("thumb").waitFor()
})

test("what is typed before the editor has come is in it when it does", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
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

test("a message can be sent before the editor has come", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await ada.page.route(/editor-.*\.js|lexxy.*\.js|chunk-.*\.js/, () => {})

  await ada.page.reload()
  await ada.say("1 < 2 & $& $body$")

  await ada.stored("1 < 2 & $& $body$").waitFor()
  await ada.reads("1 < 2 & $& $body$")
})

test("what was written and not sent is there after a reload", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

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

/** Keeps posts from the server until they are let go. */
async function hold(page: Page) {
  const gate = Promise.withResolvers<void>()
  await page.route(POSTS, async (route: Route) => {
    await gate.promise
    await route.continue()
  })
  return () => gate.resolve()
}

/** Writes as with an input method, whose own Enter picks a word. */
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

/** Notes in every frame how the message that says `text` looks. */
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
