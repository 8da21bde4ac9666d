import { afterAll, expect, test } from "bun:test"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { openRoomPage, type Room, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

const CODE = "if (a) {\n\tb();\n}"
const PERMISSIONS = { permissions: ["clipboard-read", "clipboard-write"] }

const hint = ({ page }: Room) => page.getByRole("button", { name: "Format as code" })
const html = ({ page }: Room) =>
  page.locator("#composer lexxy-editor").evaluate((editor) => (editor as LexxyEditor).value)
const shown = async (room: Room) => (await room.composer.innerText()).trimEnd()

/** Pastes into the composer, which holds `before` and nothing else. */
async function paste(room: Room, text: string, before = "") {
  await room.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await room.composer.fill(before)
  await room.composer.press("ControlOrMeta+End")
  await room.page.keyboard.press("ControlOrMeta+V")
}

test("offers a code block for a paste that looks like code, and converts it when asked", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, PERMISSIONS)
  const { keyboard } = ada.page

  await paste(ada, CODE, "See ")
  await hint(ada).waitFor()
  expect(await shown(ada)).toBe(`See ${CODE}`)
  await hint(ada).click()
  await eventually(async () => (await html(ada)).includes("<pre"))
  expect(await html(ada)).toMatch(/^<p>See ?<\/p><pre/)
  await hint(ada).waitFor({ state: "detached" })
  await keyboard.press("ControlOrMeta+Z")
  expect(await html(ada)).not.toContain("<pre")
  expect(await shown(ada)).toBe(`See ${CODE}`)
  await keyboard.press("ControlOrMeta+Z")
  expect(await shown(ada)).toBe("See")

  await paste(ada, "```js\nb()\n```", "See ")
  expect(await html(ada)).toMatch(/^<p>See ?<\/p><pre data-language="js"[^>]*>b\(\)<\/pre>$/)
  expect(await hint(ada).count()).toBe(0)

  await paste(ada, CODE)
  await hint(ada).waitFor()
  await keyboard.press("Tab")
  expect(await hint(ada).evaluate((button) => button === document.activeElement)).toBe(true)
  await keyboard.press("Enter")
  await hint(ada).waitFor({ state: "detached" })
  await keyboard.press("ControlOrMeta+Enter")
  await ada.stored("b();").waitFor()
  const code = ada.stored("b();").locator("pre")
  expect(await code.innerText()).toBe(CODE)
  expect(ada.person.errors).toEqual([])
})

test("withdraws the offer with the next key or a click elsewhere, and converts nothing", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada, PERMISSIONS)
  const { keyboard } = ada.page

  await paste(ada, CODE)
  await hint(ada).waitFor()
  await keyboard.type("!")
  await hint(ada).waitFor({ state: "detached" })
  expect(await shown(ada)).toBe(`${CODE}!`)

  await paste(ada, CODE)
  await hint(ada).waitFor()
  await keyboard.press("Tab")
  await keyboard.press("Escape")
  await hint(ada).waitFor({ state: "detached" })
  await keyboard.type("?")
  expect(await shown(ada)).toBe(`${CODE}?`)

  await paste(ada, CODE)
  await hint(ada).waitFor()
  await ada.messages.first().or(ada.page.locator("#message-area")).first().click()
  await hint(ada).waitFor({ state: "detached" })

  await paste(ada, "Hello Bea,\nshall we meet?")
  await ada.composer.press("ControlOrMeta+Enter")
  await ada.stored("shall we meet?").waitFor()
  expect(await hint(ada).count()).toBe(0)
  expect(await ada.messages.locator("pre").count()).toBe(0)
  expect(ada.person.errors).toEqual([])
})

test("keeps the offer within the window", async () => {
  await using scene = await startWithTwoUsers()
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1440, 375]) {
      await using ada = await openRoomPage(scene.server, scene.ada, {
        ...PERMISSIONS,
        colorScheme,
        viewport: { width, height: 700 },
      })
      await paste(ada, `${CODE}\nconsole.log("${"long ".repeat(7)}");`)
      await hint(ada).waitFor()
      await ada.person.screenshot(`code-hint-${colorScheme}-${width}`)
      const box = await hint(ada).boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700)
    }
})
