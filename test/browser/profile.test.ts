import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { currentAccount } from "../../src/accounts/account"
import type { User } from "../../src/users/user"
import { type BrowserOptions, closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, scene, userById } from "../support/scene"
import { eventually } from "../support/timeouts"

const PICTURE = join(import.meta.dir, "../../src/client/public/icon-192.png")

let hearth: Hearth
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ bea } = await scene())
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

/** Waits for the deferred scripts, which register the service worker last. */
const pageReady = (page: Page) =>
  eventually(() =>
    page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration())),
  )

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

describe("the profile", () => {
  test("uploads an avatar when it is picked, and removes it again", async () => {
    await using browser = await sit(bea, "/users/me/profile")
    const { page } = browser

    await page.getByLabel("Upload avatar").setInputFiles(PICTURE)

    await page.getByRole("alert").filter({ hasText: "30 minutes" }).waitFor()
    const picture = page.getByRole("img", { name: "Avatar" })
    await eventually(() =>
      picture.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth === 192),
    )
    await page.getByRole("button", { name: "Delete avatar" }).click()
    await page.getByRole("button", { name: "Delete avatar" }).waitFor({ state: "detached" })
    expect(browser.errors).toEqual([])
  })

  test("shows errors beside their field, and keeps the input", async () => {
    await using browser = await sit(bea, "/users/me/profile")
    const { page } = browser

    await page.getByLabel("Email address", { exact: true }).fill("queen@example.com")
    await page.getByLabel("About you").fill("Hm.")
    await page.getByRole("button", { name: "Save changes" }).click()

    const proof = page.getByLabel("Current password")
    await eventually(async () => (await proof.getAttribute("aria-invalid")) === "true")
    const reason = page.locator(`#${await proof.getAttribute("aria-describedby")}`)
    expect(await reason.innerText()).toContain("current password")
    expect(await page.getByLabel("About you").inputValue()).toBe("Hm.")
    expect(await page.getByLabel("Email address", { exact: true }).inputValue()).toBe(
      "queen@example.com",
    )
    expect(await userById(bea.id)).toMatchObject({ email_address: "bea@example.com", bio: null })
  })

  test("switches to the dark theme at once, and soon on other open pages", async () => {
    await using browser = await sit(bea, "/rooms/1", { colorScheme: "light" })
    const { page } = browser
    const day = await background(page)
    await page.goto("/users/me/profile")

    await page.getByLabel("Dark").check()
    await page.getByRole("button", { name: "Save changes" }).click()
    await page.getByRole("alert").filter({ hasText: "✓" }).waitFor()

    const night = await background(page)
    expect(night).not.toBe(day)
    await page.locator("#app-logo").click()
    await page.getByRole("textbox", { name: "Write a message" }).waitFor()
    expect(await background(page)).toBe(night)
    await page.goto("/users/me/profile")
    await page.getByLabel("Like my device").check()
    await page.getByRole("button", { name: "Save changes" }).click()
    await eventually(async () => (await background(page)) === day)
  })

  test("shows a notice that disappears", async () => {
    await using browser = await sit(bea, "/users/me/profile")
    const { page } = browser

    await page.getByRole("button", { name: "Save changes" }).click()

    const flash = page.getByRole("alert").filter({ hasText: "✓" })
    await flash.waitFor()
    await flash.waitFor({ state: "detached" })
  })

  test("changes a room's involvement in place", async () => {
    await using browser = await sit(bea, "/users/me/profile")
    const { page } = browser
    const row = page.locator(".membership-item").filter({ hasText: "All Talk" })

    await row.getByRole("button", { name: "Notifying about @ mentions" }).click()

    await row.getByRole("button", { name: "Notifying about all messages" }).waitFor()
    expect(new URL(page.url()).pathname).toBe("/users/me/profile")
  })
})

describe("a person who joins", () => {
  test("reads the form in their language, and signs up with an avatar by keyboard", async () => {
    await using browser = await sit(null, `/join/${(await currentAccount())?.join_code}`)
    const { page } = browser
    const german = page.getByText("Gib deinen Namen ein")

    await page.getByLabel("Name", { exact: true }).press("Shift+Tab")
    await page.keyboard.press("Enter")
    await german.waitFor()
    await page.keyboard.press("Escape")
    await german.waitFor({ state: "hidden" })
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY")
    await page.keyboard.press("Enter")
    await german.waitFor()
    await page.mouse.click(5, 5)
    await german.waitFor({ state: "hidden" })

    await page.getByLabel("Upload avatar").setInputFiles(PICTURE)
    await eventually(() =>
      page
        .getByRole("img", { name: "Avatar" })
        .evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth > 0),
    )
    await page.getByLabel("Name", { exact: true }).fill("Grace Hopper")
    await page.getByLabel("Email address", { exact: true }).fill("grace@example.com")
    await page.getByLabel("Password", { exact: true }).fill("nanoseconds")
    await page.getByRole("button", { name: "Save" }).click()

    await page.waitForURL("**/rooms/*")
    expect(browser.errors).toEqual([])
  })

  test("gets the form back with their input when something is missing", async () => {
    await using browser = await sit(null, `/join/${(await currentAccount())?.join_code}`)
    const { page } = browser
    await page.getByLabel("Name", { exact: true }).fill("Half")
    await page.getByLabel("Email address", { exact: true }).fill("half@example")
    await page.getByLabel("Password", { exact: true }).fill("x")
    await page.getByRole("button", { name: "Save" }).click()

    await page.getByText("This is not an e-mail address").waitFor()
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Half")
    expect(await page.getByLabel("Email address", { exact: true }).inputValue()).toBe(
      "half@example",
    )
  })
})

test("shows times of the audit log in the browser's language and zone", async () => {
  const { ada } = { ada: await userById(1) }
  const administrator = await hearth.clientFor(ada)
  await administrator.put("/account", { "account[name]": "Engines" })
  await using browser = await sit(ada, "/account/audit", {
    locale: "de-DE",
    timezoneId: "Asia/Tokyo",
  })

  const time = browser.page.locator("time").first()
  const moment = new Date((await time.getAttribute("datetime")) ?? "")
  const expected = new Intl.DateTimeFormat("de-DE", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: "Asia/Tokyo",
  }).format(moment)
  await eventually(async () => (await time.innerText()) === expected)
})

test("links a person's page back to the previous page", async () => {
  const cy = await createMember("Cy")
  await using browser = await sit(bea, "/account/edit")
  const { page } = browser

  await page.locator(`#person_${cy.id} a`).first().click()
  // Every settings page has a back link: this checks the one of this page.
  await page.getByRole("heading", { name: "Cy", exact: true }).waitFor()
  await page.getByRole("link", { name: "Go Back" }).click()

  await page.locator(`#person_${cy.id}`).waitFor()
  expect(page.url()).toEndWith("/account/edit")
})
