import { afterAll, expect, test } from "bun:test"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { openRoomPage, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

/** HTML as other programs copy it, and the text that must be readable. */
const CLIPBOARDS: [html: string, text: string][] = [
  ['hi <img alt="🎉" src="https://site.example/tada.png"> there', "hi 🎉 there"],
  // Slack
  [
    '<meta charset="utf-8"><span>well done</span><img data-stringify-type="emoji" alt="👍🏽" src="https://site.example/a.png"><span>, <b>Bea</b></span>',
    "well done👍🏽, Bea",
  ],
  // Gmail
  [
    '<html><body><!--StartFragment--><div dir="ltr">Love <img data-emoji="❤️" class="an1" alt="❤️" src="https://site.example/b.png"> it</div><div>Bye</div><!--EndFragment--></body></html>',
    "Love ❤️ it\nBye",
  ],
  // Google Docs
  [
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Title</span></p><ul><li dir="ltr"><p dir="ltr">tea</p></li><ul><li dir="ltr"><p dir="ltr">green</p></li></ul></ul></b>',
    "Title\ntea\ngreen",
  ],
  // Word
  [
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><p class="MsoNormal">One<o:p></o:p></p><p class="MsoNormal"><span style="mso-spacerun:yes">Two</span><o:p>!</o:p></p><!--EndFragment--></body></html>',
    "One\nTwo!",
  ],
  // VS Code
  [
    '<meta charset="utf-8"><div style="white-space: pre;"><div><span>const</span><span> a = </span><span>1</span></div><div><span>go(a)</span></div></div>',
    "const a = 1\ngo(a)",
  ],
  // Pages with elements and lists of their own
  ["<ul>stray<li>one</li><p>two</p><li>three <b>bold</b></li></ul>", "stray\none\ntwo\nthree bold"],
  ["<ol>1 <i>one</i><br>2<!-- x --></ol><p>end</p>", "1 one\n2\nend"],
  ["<details><summary>More</summary>text</details>", "More\ntext"],
  ["<x-y>a</x-y><section>b<p>c</p></section><dl><dt>d</dt><dd>e</dd></dl>", "a\nb\nc\nd\ne"],
  ["<span>a<div>b</div>c</span><h2>d</h2>e<blockquote>f</blockquote>g", "a\nb\nc\nd\ne\nf\ng"],
]

test("shows, sends and edits the whole text of pasted HTML", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  const { keyboard } = ada.page
  for (const [index, [html, text]] of CLIPBOARDS.entries()) {
    await ada.page.evaluate(
      ([rich, plain]) =>
        navigator.clipboard.write([
          new ClipboardItem({ "text/html": rich ?? "", "text/plain": plain ?? "" }),
        ]),
      [html, text],
    )
    await ada.composer.focus()
    await keyboard.press("ControlOrMeta+V")
    await eventually(async () => lines(await ada.composer.innerText()) === text, text)
    await keyboard.press("ControlOrMeta+Enter")
    await ada.page.locator(".messages > .message[data-message-id]").nth(index).waitFor()
    const sent = ada.messages.last().locator(".message__presentation")
    expect(lines(await sent.innerText())).toBe(text)

    await ada.composer.press("ArrowUp")
    await ada.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
    await keyboard.press("ControlOrMeta+End")
    await keyboard.type("!")
    await keyboard.press("ControlOrMeta+Enter")
    await eventually(async () => lines(await sent.innerText()) === `${text}!`, `${text}!`)
  }
  expect(ada.person.errorsExcept(/Failed to load resource/)).toEqual([])
})

const lines = (text: string) => text.trim().replace(/\n+/g, "\n").replaceAll("\u00A0", " ")
