import { expect, test } from "bun:test"
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
    const form = {
      "message[body]": escaped(text),
      "message[client_message_id]": crypto.randomUUID(),
    }
    expect((await scene.bob.post("/rooms/1/messages", form)).ok).toBe(true)
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

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
