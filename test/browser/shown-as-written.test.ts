import { expect, test } from "bun:test"
import type { HttpClient } from "../support/http-client"
import { openRoomPage, type Room, startWithTwoUsers } from "./room"

// Typed or pasted, sent, and read: `innerText` is what a person sees.
const WRITTEN = [
  "Agenda\n\tfirst\n\t\tsub\nEnd",
  "    indented by four",
  "name    size   owner",
  "a  b\n  c   d",
  "one\n\n\n\ntwo",
  "<config>\n  <port>80</port>\n</config>",
  "x =  1 &&  y",
  "col1\tcol2\tcol3",
  "- old line\n+ new line\n  same",
  "  (\\_/)\n  (o.o)\n  (> <)",
  "日本　語\u00A0 x",
]

test("shows the spaces, tabs and lines of a text without markup", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  for (const text of WRITTEN) {
    await postBody(scene.bob, escaped(text))
  }

  await ada.expectTexts(...WRITTEN)
})

test("keeps indentation and tabs through sending, reading and editing", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const text = "  if a:\n\tb   c\n\n    d"

  await ada.page.evaluate((text) => {
    const editor = document.querySelector("#composer lexxy-editor") as unknown as LexxyEditor
    editor.value = `<p>${text.replaceAll("\n", "<br>")}</p>`
    editor.focus()
  }, text)
  await ada.page.keyboard.press("Control+End")
  await ada.page.keyboard.press("Enter")
  await ada.stored("if a").waitFor()
  await ada.expectTexts(text)

  await editFirst(ada)
  await ada.page.keyboard.press("Control+End")
  await ada.page.keyboard.type("!")
  await ada.page.keyboard.press("Control+Enter")
  await ada.stored("d!").waitFor()
  await ada.expectTexts(`${text}!`)
  await ada.page.reload()
  await ada.expectTexts(`${text}!`)
})

async function editFirst(ada: Room) {
  await ada.stored("if a").locator("summary").press("Enter")
  await ada.stored("if a").getByRole("link", { name: "Edit", exact: true }).click()
  await ada.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
}

const LEFT = "ltr"
const RIGHT = "rtl"

// A body, and for words in it the side of the box at which their line begins.
const DIRECTIONS: [string, Record<string, "ltr" | "rtl">][] = [
  ["<p>English first</p><p>ثم العربية هنا</p>", { English: LEFT, ثم: RIGHT }],
  ["<p>ثم العربية أولا</p><p>the English below it</p>", { ثم: RIGHT, the: LEFT }],
  ["<p>One line<br>שורה שנייה<br>three</p>", { One: LEFT, שורה: RIGHT, three: LEFT }],
  ["One line\nשורה שנייה\nthree", { One: LEFT, שורה: RIGHT, three: LEFT }],
  ["<ul><li>milk and tea</li><li>חלב ותה</li></ul>", { milk: LEFT, חלב: RIGHT }],
  ["<ol><li>حليب طازج</li><li>bread, too</li></ol>", { حليب: RIGHT, bread: LEFT }],
  ["<blockquote><p>مرحبا بكم</p></blockquote><p>Thanks a lot</p>", { مرحبا: RIGHT, Thanks: LEFT }],
  ["<blockquote>Hello there</blockquote><p>شكرا لكم</p>", { Hello: LEFT, شكرا: RIGHT }],
  ["<p>انظر هنا</p><pre>foo(bar);\nif (x &gt; 1) {</pre>", { انظر: RIGHT, foo: LEFT, if: LEFT }],
  ["<pre>שלום();\n  wide enough</pre>", { שלום: LEFT }],
  ["<h1>عنوان كبير</h1><p>Body text</p>", { عنوان: RIGHT, Body: LEFT }],
  [
    "<table><tbody><tr><td>שם פרטי</td><td>value</td></tr></tbody></table>",
    { שם: RIGHT, value: LEFT },
  ],
  ["<p>سعر = 5 USD</p><p>price = 5 دينار</p>", { سعر: RIGHT, price: LEFT }],
  ["<ul><li>first</li><li>שני<ul><li>nested item</li></ul></li></ul>", { first: LEFT, שני: RIGHT }],
  ["<blockquote><p>Said he</p><p>قال هو</p></blockquote>", { Said: LEFT, قال: RIGHT }],
  ["<p>שלום,</p><pre>for (;;) {}</pre><p>regards</p>", { שלום: RIGHT, for: LEFT, regards: LEFT }],
  ["<p>«قال» he said</p><p>“Hello” مرحبا</p>", { قال: RIGHT, Hello: LEFT }],
  ["<p>(بين قوسين)</p><p>(in brackets)</p>", { بين: RIGHT, in: LEFT }],
  ["<p>اردو میں لکھا</p><p>written in Urdu</p>", { اردو: RIGHT, written: LEFT }],
  ["<p>ދިވެހި ބަސް</p><p>Dhivehi words</p>", { ދިވެހި: RIGHT, Dhivehi: LEFT }],
  ["<h2>English heading</h2><p>فقرة عربية</p>", { English: LEFT, فقرة: RIGHT }],
  ["<p>🎉 مرحبا بكم</p><p>🎉 welcome all</p>", { مرحبا: RIGHT, welcome: LEFT }],
  ["<p>123 שלום לכולם</p><p>42 apples</p>", { "123": RIGHT, "42": LEFT }],
]

test("gives each line the direction of its own text, also while it is written", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  for (const [body, sides] of DIRECTIONS) {
    await postBody(scene.bob, body)
    const [word = ""] = Object.keys(sides)
    const message = ada.page.locator(".message").last()
    await message.locator(".message__presentation", { hasText: word }).waitFor()
    for (const place of ["message", "editor"]) {
      if (place === "editor") await setEditor(ada, body.includes("<") ? body : `<p>${body}</p>`)
      const box =
        place === "message" ? message : ada.page.locator("#composer .lexxy-editor__content")
      for (const [word, side] of Object.entries(sides)) {
        if (place === "editor" && !body.includes("<")) continue
        expect([place, body, word, await box.evaluate(lineSide, word)]).toEqual([
          place,
          body,
          word,
          side,
        ])
      }
    }
  }
})

test("keeps mentions, code and names from reordering the text around them", async () => {
  await using scene = await startWithTwoUsers()
  const renamed = await scene.bob.patch("/users/me/profile", { "user[name]": "وقار Waqar" })
  expect(renamed.status).toBe(303)
  await using ada = await openRoomPage(scene.server, scene.ada)
  const mention = async () => {
    await ada.page.keyboard.type("@Waq")
    await ada.page.locator(".lexxy-prompt-menu--visible [aria-selected]").waitFor()
    await ada.page.keyboard.press("Enter")
    await ada.composer.locator("action-text-attachment").waitFor()
  }

  await mention()
  await ada.page.keyboard.type("please look at item 4 (the second one).")
  await ada.page.keyboard.press("Enter")
  const english = ada.stored("please look")
  await english.waitFor()
  expect(await english.evaluate(order, ["Waqar", "please", "4", "second", ")."])).toBe(LEFT)

  await ada.page.keyboard.insertText("قال ")
  await mention()
  await ada.page.keyboard.insertText("إن `a-1 + (b)")
  await ada.page.keyboard.type("`")
  await ada.page.keyboard.insertText(" خطأ")
  await ada.page.keyboard.press("Enter")
  const arabic = ada.stored("خطأ")
  await arabic.waitFor()
  expect(await arabic.evaluate(order, ["قال", "إن", "خطأ"])).toBe(RIGHT)
  expect(await arabic.evaluate(order, ["a-1", "+", "(b)"])).toBe(LEFT)

  await postBody(scene.ada, '<p>انظر</p><pre data-language="javascript">سعر = 15 + 2;</pre>')
  const code = ada.stored("سعر")
  await code.locator(".token").first().waitFor()
  expect(await code.evaluate(order, ["سعر", "=", "15", "+", "2", ";"])).toBe(LEFT)
})

const postBody = async (as: HttpClient, body: string) => {
  const form = { "message[body]": body, "message[client_message_id]": crypto.randomUUID() }
  expect((await as.post("/rooms/1/messages", form)).ok).toBe(true)
}

const setEditor = (room: Room, html: string) =>
  room.page.evaluate((html) => {
    const editor: LexxyEditor | null = document.querySelector("#composer lexxy-editor")
    if (editor) editor.value = html
  }, html)

// Runs in the page: whether the line of `word` stands at the left or the right of its block.
function lineSide(root: Element, word: string) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    const at = text.nodeValue?.indexOf(word) ?? -1
    const block = text.parentElement?.closest(
      "p, li, pre, h1, h2, td, blockquote, code, .trix-content",
    )
    if (at < 0 || !block || text.parentElement?.closest(".message__meta")) continue
    const range = document.createRange()
    range.setStart(text, at)
    range.setEnd(text, at + word.length)
    const { left, right } = range.getBoundingClientRect()
    const box = block.getBoundingClientRect()
    return left - box.left < box.right - right ? "ltr" : "rtl"
  }
  return `no ${word}`
}

// Runs in the page: the direction in which `words` follow each other.
function order(root: Element, words: string[]) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const lefts: number[] = []
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (text.parentElement?.closest(".message__meta")) continue
    let from = 0
    for (;;) {
      const word = words[lefts.length]
      const at = word === undefined ? -1 : (text.nodeValue?.indexOf(word, from) ?? -1)
      if (word === undefined || at < 0) break
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + word.length)
      lefts.push(range.getBoundingClientRect().left)
      from = at + word.length
    }
  }
  const sorted = [...lefts].sort((a, b) => a - b).join()
  if (lefts.length < words.length) return `found ${lefts.length}`
  if (sorted === lefts.join()) return "ltr"
  return sorted === [...lefts].reverse().join() ? "rtl" : "mixed"
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
