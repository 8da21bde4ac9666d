import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, post, type Room, startWithTwoUsers } from "./room"

/** The HTML of the last message, without the attributes that the server adds to links. */
const lastBody = async (room: Room, text: string) => {
  await room.stored(text).waitFor()
  return room.stored(text).last().locator(".trix-content").innerHTML()
}

test("formats markdown while typing, and continues lists and code on Enter", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { keyboard } = ada.page
  const type = async (...keys: string[]) => {
    for (const key of keys)
      await (key.startsWith("\n") ? keyboard.press(key.slice(1)) : keyboard.type(key))
  }

  // Two items, an empty third that ends the list, and the Enter that sends.
  await type("- bread", "\nEnter", "butter", "\nEnter", "\nEnter", "\nEnter")
  expect(await lastBody(ada, "bread")).toBe(
    '<ul><li value="1">bread</li><li value="2">butter</li></ul>',
  )

  await type("```ruby", "\nEnter", "def tea", "\nEnter", "end", "\nControl+Enter")
  expect(await ada.stored("def tea").locator("pre").getAttribute("data-language")).toBe("ruby")
  await ada.stored("def tea").locator(".token.keyword", { hasText: "def" }).waitFor()
  expect(await ada.stored("def tea").locator("pre").innerText()).toBe("def tea\nend")

  await type("```", "\nShift+Enter", "one", "\nEnter", "two", "\nControl+Enter")
  await ada.stored("one").waitFor()
  expect(await ada.stored("one").locator("pre").innerText()).toBe("one\ntwo")

  await type("> quoted", "\nShift+Enter", "**bold** ~~gone~~ `code`", "\nEnter")
  expect(await lastBody(ada, "quoted")).toBe(
    "<blockquote><p>quoted<br><strong>bold</strong> <s>gone</s> <code>code</code></p></blockquote>",
  )
  expect((await ada.composer.innerText()).trim()).toBe("")
  expect(ada.person.errors).toEqual([])
})

test("starts a new line with Enter while the toolbar is open, and sends with Ctrl+Enter", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, {
    viewport: { width: 1400, height: 800 },
  })
  const button = ada.page.getByRole("button", { name: "Rich text" })

  await button.click()
  await ada.page.keyboard.type("one")
  await ada.page.keyboard.press("Enter")
  await ada.page.keyboard.type("two")
  await ada.page.keyboard.press("Enter")
  await ada.page.keyboard.press("Control+Enter")

  expect(await lastBody(ada, "one")).toBe("<p>one</p><p>two</p>")
  expect(await button.getAttribute("aria-expanded")).toBe("false")
})

test("quotes a message with its author, keeps the draft, and notifies nobody", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { id } = await post(
    scene.bob,
    '<b>Tea</b>, Ada? <action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" href="https://example.com/tea" filename="Tea" caption="A leaf"></action-text-attachment>',
  )
  await ada.stored("Tea").waitFor()
  await pageReady(ada.page)
  const reply = async (text: string) => {
    await ada.stored(text).last().locator("summary").press("Enter")
    await ada.stored(text).last().getByRole("button", { name: "Reply" }).click()
    await ada.page.locator("#composer .lexxy-editor__content:focus").waitFor()
  }

  await ada.composer.pressSequentially("With milk")
  await reply("Tea")
  await ada.page.keyboard.type(", please")
  await ada.page.keyboard.press("Enter")

  const body = await lastBody(ada, "With milk")
  expect(body).toContain("<strong>Tea</strong>, Ada?")
  expect(body).not.toContain("og-embed")
  expect(body).toEndWith(
    `</blockquote><cite>Bob Noyce <a href="/rooms/1/@${id}" target="_top">#</a></cite><p>With milk, please</p>`,
  )
})

test("highlights code in its named or guessed language, and keeps it as text", async () => {
  await using scene = await startWithTwoUsers()
  const attack = "&lt;img src=x onerror=alert(1)&gt;"
  await post(
    scene.bob,
    `guess</p><pre>const tea = (cup) =&gt; "${attack}"<br>${"x".repeat(400)}</pre><p>`,
  )
  await post(
    scene.bob,
    `named</p><pre data-language="py">def tea(cup): return "${attack}"</pre><p>`,
  )
  await post(scene.bob, "prose</p><pre>Kettle’s on</pre><p>")
  await using ada = await openRoomPage(scene.server, scene.ada)
  const code = (text: string) => ada.message(text).locator("pre")

  await code("guess").locator(".token.keyword", { hasText: "const" }).waitFor()
  await code("named").locator(".token.keyword", { hasText: "def" }).waitFor()
  expect(await code("guess").innerText()).toStartWith(
    'const tea = (cup) => "<img src=x onerror=alert(1)>"\nxxx',
  )
  expect(await code("named").innerText()).toBe(
    'def tea(cup): return "<img src=x onerror=alert(1)>"',
  )
  await ada.page.locator("pre[tabindex='0']", { hasText: "const" }).waitFor()
  expect(await code("named").getAttribute("tabindex")).toBeNull()
  expect(await code("prose").locator(".token").count()).toBe(0)
  expect(await ada.page.locator(".messages img[onerror]").count()).toBe(0)
  expect(ada.person.errors).toEqual([])
})

test("keeps a draft after its tab closes, per user, until sign-out", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.composer.pressSequentially("not yet **sent**")
  await eventually(async () => (await drafts(ada.page)).some((draft) => draft.includes("sent<")))
  const tab = await ada.person.context.newPage()
  await ada.page.close()
  await tab.goto("/rooms/1")
  const composer = tab.getByRole("textbox", { name: "Write a message" })
  await composer.locator("strong", { hasText: "sent" }).waitFor()

  await tab.goto("/users/me/profile")
  await tab.getByRole("button", { name: "Log out" }).click()
  await tab.waitForURL("**/session/new")
  expect(await drafts(tab)).toEqual([])
})

const drafts = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, draft]) => (/^draft:/.test(key) ? draft : [])),
  )
