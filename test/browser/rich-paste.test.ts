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
]

test("shows, sends and edits the emoji that pasted HTML has as images", async () => {
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
    await eventually(async () => lines(await ada.composer.innerText()) === text)
    await keyboard.press("ControlOrMeta+Enter")
    await ada.page.locator(".messages > .message[data-message-id]").nth(index).waitFor()
    const sent = ada.messages.last().locator(".message__presentation")
    expect(lines(await sent.innerText())).toBe(text)

    await ada.composer.press("ArrowUp")
    await ada.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
    await keyboard.press("ControlOrMeta+End")
    await keyboard.type("!")
    await keyboard.press("ControlOrMeta+Enter")
    await eventually(async () => lines(await sent.innerText()) === `${text}!`)
  }
  expect(ada.person.errorsExcept(/Failed to load resource/)).toEqual([])
})

const lines = (text: string) => text.trim().replace(/\n+/g, "\n").replaceAll("\u00A0", " ")
