import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { transaction } from "../../src/platform/database/database"
import type { Room as ChatRoom } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { accessibilityErrors } from "../support/axe"
import { type Hearth, openHearth } from "../support/hearth"
import { closedRoom, createMember, scene } from "../support/scene"
import { pageReady } from "./keyboard"
import { openRoomPage } from "./room"

const DESIGN = "Designs the lamps, the kettles and whatever else is on the shelf by the window"

let hearth: Hearth
let ada: User
let alex: User
let den: ChatRoom

beforeAll(async () => {
  hearth = await openHearth()
  let bea: User
  ;({ ada, bea } = await scene())
  alex = await createMember("Alex Kim", { email_address: "alex1@example.com" })
  const other = await createMember("Alex Kim", { email_address: "alex2@example.com" })
  await transaction((trx) =>
    trx.updateTable("users").set({ bio: DESIGN }).where("id", "=", alex.id).execute(),
  )
  den = await closedRoom(ada, "Den", [ada, bea, alex, other])
})
afterAll(() => hearth.close())

const LOOKS = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { colorScheme: "light", viewport: { width: 375, height: 700 } },
  { colorScheme: "dark", viewport: { width: 375, height: 700 } },
] as const

test.each(LOOKS)("people of one name are told apart where one is picked: %j", async (look) => {
  const client = await hearth.clientFor(ada)
  await using room = await openRoomPage(hearth.server, client, { at: `/rooms/${den.id}`, ...look })
  const { page } = room
  const name = `${look.colorScheme}-${look.viewport.width}`
  const check = async (place: string) => {
    await room.person.screenshot(`namesakes-${place}-${name}`)
    expect(await accessibilityErrors(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      look.viewport.width,
    )
  }

  const placeholder = page.locator(`.direct--placeholder [value="${alex.id}"] + button`)
  expect(await placeholder.getAttribute("title")).toBe(`Alex Kim – ${DESIGN}`)

  await room.composer.pressSequentially("@alex")
  const menu = page.getByRole("listbox", { name: "People to mention" })
  await menu.getByRole("option", { name: DESIGN }).waitFor()
  await menu.getByRole("option", { name: "Ada" }).waitFor({ state: "hidden" })
  await check("mention-menu")
  await menu.getByRole("option", { name: "alex2@example.com" }).click()
  await room.composer.locator(".mention").waitFor()

  await pageReady(page)
  await page.keyboard.press("Control+k")
  await page.getByRole("combobox", { name: "Room or person" }).waitFor()
  await page.keyboard.type("alex")
  await page.getByRole("option", { name: "alex2@example.com" }).waitFor()
  await check("switcher")
  await page.keyboard.press("Escape")

  await page.goto("/rooms/directs/new")
  await page.locator("#new_ping_people:focus").waitFor()
  await page.keyboard.type("alex")
  await page.getByRole("option", { name: "alex2@example.com" }).waitFor()
  await check("suggestions")
  await pick(page, DESIGN)
  await page.keyboard.type("alex")
  await pick(page, "alex2@example.com")
  await check("chosen")

  await page.goto(`/rooms/closeds/${den.id}/edit`)
  await page.getByText("alex2@example.com").waitFor()
  await check("room")
  const option = page.locator(`input[name="user_ids[]"][value="${alex.id}"]`)
  expect(await option.getAttribute("aria-label")).toBe("Give Alex Kim access to this room")
  expect(await page.locator(`#${await option.getAttribute("aria-describedby")}`).innerText()).toBe(
    DESIGN,
  )

  await page.goto("/account/edit")
  await page.getByText("alex2@example.com").first().scrollIntoViewIfNeeded()
  await check("account")
  await page.getByRole("button", { name: "Delete Alex Kim (alex2@example.com)" }).waitFor()
  expect(room.person.errors).toEqual([])
})

async function pick(page: Page, line: string) {
  await page.getByRole("option", { name: line }).click()
  await page.locator("suggestion-select").waitFor({ state: "detached" })
  await page.locator(".autocomplete__pill", { hasText: line }).waitFor()
}
