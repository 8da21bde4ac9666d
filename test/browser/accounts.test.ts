import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { now, transaction } from "../../src/platform/database/database"
import type { User } from "../../src/users/user"
import { type BrowserOptions, closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, scene, userById } from "../support/scene"
import { eventually } from "../support/timeouts"
import { copyConfirmed, pageReady } from "./keyboard"

const PICTURE = join(import.meta.dir, "../../src/client/public/icon-192.png")

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
  await createMember("Cleo Patra")
})
afterAll(async () => {
  await closeBrowser()
  await hearth.close()
})

async function sit(person: User | null, path: string, options: BrowserOptions = {}) {
  const as = person ? await hearth.clientFor(person) : hearth.anonymousClient()
  const browser = await openBrowser(hearth.server, { as, ...options })
  await browser.page.goto(path)
  await pageReady(browser.page)
  return browser
}

const row = (page: Page, person: User) => page.locator(`#person_${person.id}`)

test("tells members that a page is for administrators only", async () => {
  await using browser = await sit(bea, "/account/audit")

  await browser.page.getByRole("heading", { name: "That’s not yours to change" }).waitFor()
  expect(browser.errorsExcept(/403/)).toEqual([])
})

describe("the invitation", () => {
  test("is copied, and confirms it on screen and to screen readers", async () => {
    await using browser = await sit(bea, "/account/edit", {
      permissions: ["clipboard-read", "clipboard-write"],
    })
    const { page } = browser
    const told = copyConfirmed(page)

    await page.getByRole("button", { name: "Copy join link" }).click()

    await told
    const link = await page.getByLabel("Share to invite more people").inputValue()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
    expect(browser.errors).toEqual([])
  })

  test("reports a failure to copy", async () => {
    await using browser = await sit(bea, "/account/edit")
    const { page } = browser
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("No"))
    })

    await page.getByRole("button", { name: "Copy join link" }).click()

    await page.getByRole("alert").filter({ hasText: "could not be copied" }).waitFor()
  })

  test("opens as a QR code in a dialog, which Escape closes", async () => {
    await using browser = await sit(bea, "/account/edit")
    const { page } = browser
    const link = page.getByRole("link", { name: "Show join link QR code" })
    await link.click()

    const picture = page.getByRole("dialog", { name: "Image Viewer" }).getByRole("img")
    await eventually(() =>
      picture.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth > 0),
    )
    await page.keyboard.press("Escape")
    await page.getByRole("dialog", { name: "Image Viewer" }).waitFor({ state: "detached" })
    expect(new URL(page.url()).pathname).toBe("/account/edit")
  })

  test("is renewed after a confirmation", async () => {
    await using browser = await sit(ada, "/account/edit")
    const { page } = browser
    const field = page.getByLabel("Share to invite more people")
    const before = await field.inputValue()
    const renew = page.getByRole("button", { name: "Regenerate join link" })

    page.once("dialog", (dialog) => dialog.dismiss())
    await renew.click()
    expect(await field.inputValue()).toBe(before)
    page.once("dialog", (dialog) => dialog.accept())
    await renew.click()

    await eventually(async () => (await field.inputValue()) !== before)
  })
})

describe("an administrator", () => {
  test("promotes a member with the keyboard, without losing the scroll position", async () => {
    await transaction((trx) =>
      trx
        .insertInto("users")
        .values(
          Array.from({ length: 60 }, (_, index) => ({
            name: `Person ${index}`,
            created_at: now(),
            updated_at: now(),
          })),
        )
        .execute(),
    )
    const zoe = await createMember("Zoe")
    await using browser = await openBrowser(hearth.server, { as: await hearth.clientFor(ada) })
    const { page } = browser
    // A choice made before the scripts load is submitted once they have.
    await page.goto("/account/edit", { waitUntil: "commit" })
    const crown = row(page, zoe).getByRole("checkbox", { name: "Role: Member" })
    await crown.focus()
    await crown.scrollIntoViewIfNeeded()
    const above = await page.evaluate(() => scrollY)
    expect(above).toBeGreaterThan(500)

    await page.keyboard.press("Space")

    await row(page, zoe).getByRole("checkbox", { name: "Role: Administrator" }).waitFor()
    expect((await userById(zoe.id)).role).toBe("administrator")
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100)
    expect(await row(page, ada).getByRole("checkbox").isDisabled()).toBe(true)
    expect(browser.errors).toEqual([])
  })

  test("filters people by a part of their name while typing", async () => {
    await using browser = await sit(ada, "/account/edit")
    const { page } = browser

    await page.getByRole("searchbox", { name: "Filter…" }).pressSequentially("patra")

    await eventually(async () => (await page.locator(".membership-item").count()) === 1)
    expect(await page.locator(".membership-item").innerText()).toContain("Cleo Patra")
    expect(new URL(page.url()).pathname).toBe("/account/edit")
  })

  test("turns the switch for creating rooms, and it is saved", async () => {
    await using browser = await sit(ada, "/account/edit")
    const { page } = browser
    const flip = page.getByLabel("Must be admin to create new rooms")

    await flip.check()

    await page.getByRole("alert").filter({ hasText: "✓" }).waitFor()
    await page.reload()
    expect(await flip.isChecked()).toBe(true)
    await flip.uncheck()
    await page.getByRole("alert").filter({ hasText: "✓" }).waitFor()
  })

  test("uploads a logo that every page shows", async () => {
    await using browser = await sit(ada, "/account/edit")
    const { page } = browser

    await page.getByLabel("Upload logo").setInputFiles(PICTURE)

    await page.getByRole("button", { name: "Delete logo" }).waitFor()
    await page.locator("#app-logo img[alt='Account logo']").waitFor()
    await page.getByRole("button", { name: "Delete logo" }).click()
    await page.locator("#app-logo svg").waitFor()
  })

  test("saves custom styles with Ctrl+Enter, and every page uses them", async () => {
    await using browser = await sit(ada, "/account/custom_styles/edit")
    const { page } = browser
    const field = page.getByLabel("Custom CSS")

    await field.fill("h1 { letter-spacing: 7px }")
    await field.press("Control+Enter")

    await page.getByRole("alert").filter({ hasText: "Saved" }).waitFor()
    const spacing = () =>
      page
        .locator("h1")
        .first()
        .evaluate((h1) => getComputedStyle(h1).letterSpacing)
        // Changed styles are tracked assets, so the page reloads, possibly at this moment.
        .catch(() => null)
    await eventually(async () => (await spacing()) === "7px")
    await page.goto("/account/edit")
    await eventually(async () => (await spacing()) === "7px")
    await page.goto("/account/custom_styles/edit")
    await field.fill("")
    await page.getByRole("button", { name: "Save changes" }).click()
    await eventually(async () => !["7px", null].includes(await spacing()))
  })
})
