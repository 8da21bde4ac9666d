import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { User } from "../../src/users/user"
import { accessibilityErrors } from "../support/axe"
import { closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import { scene } from "../support/scene"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
})
afterAll(async () => {
  await closeBrowser()
  await hearth.close()
})

const openPage = async (person: User) =>
  openBrowser(hearth.server, { as: await hearth.clientFor(person) })

const SIGN_IN_LINK = { name: "Make a sign-in link" }

describe("a sign-in link", () => {
  test("is created on the profile, and signs in on another device", async () => {
    await using laptop = await openPage(bea)
    await using phone = await openBrowser(hearth.server)

    await laptop.page.goto("/users/me/profile")
    await laptop.page.getByRole("button", SIGN_IN_LINK).click()
    const link = laptop.page.getByLabel("Use this link to login automatically on another device")
    const url = await link.inputValue()
    expect(new URL(laptop.page.url()).pathname).toBe("/users/me/profile")
    await laptop.page.getByRole("link", { name: "Show auto-login QR code" }).waitFor()
    await laptop.page.getByRole("button", { name: "Copy auto-login link" }).waitFor()
    expect(await accessibilityErrors(laptop.page)).toEqual([])

    await phone.page.goto(url)
    await phone.page.waitForURL("**/rooms/*")

    expect(await phone.page.locator('meta[name="current-user-name"]').getAttribute("content")).toBe(
      "Bea",
    )
    expect([...laptop.errors, ...phone.errors]).toEqual([])
  })

  test("reports that it was used, and links to the sign-in page", async () => {
    await using laptop = await openPage(bea)
    await using phone = await openBrowser(hearth.server)
    await using thief = await openBrowser(hearth.server)
    await laptop.page.goto("/session/transfers")
    await laptop.page.getByRole("button", SIGN_IN_LINK).click()
    const url = await laptop.page.locator("#session_transfer_url").inputValue()
    await phone.page.goto(url)
    await phone.page.waitForURL("**/rooms/*")

    await thief.page.goto(url)
    await thief.page.getByRole("heading", { name: "This link no longer works" }).waitFor()
    expect(await accessibilityErrors(thief.page)).toEqual([])
    await thief.page.getByRole("link", { name: "Sign in with your password" }).click()

    await thief.page.waitForURL("**/session/new")
  })

  test("does not switch a signed-in user without a confirmation", async () => {
    await using laptop = await openPage(ada)
    await using other = await openPage(bea)
    await laptop.page.goto(`/users/${bea.id}`)
    await laptop.page.getByRole("button", SIGN_IN_LINK).click()
    const url = await laptop.page.locator("#session_transfer_url").inputValue()
    const nameOf = (person: typeof laptop) =>
      person.page.locator('meta[name="current-user-name"]').getAttribute("content")

    await laptop.page.goto(url)
    await laptop.page.getByRole("heading", { name: "Sign in as Bea?" }).waitFor()
    expect(await accessibilityErrors(laptop.page)).toEqual([])
    await laptop.page.getByRole("link", { name: "Stay signed in as Ada" }).click()
    await laptop.page.getByRole("textbox", { name: "Write a message" }).waitFor()
    expect(await nameOf(laptop)).toBe("Ada")

    await laptop.page.goto(url)
    await laptop.page.getByRole("button", { name: "Sign in as Bea" }).focus()
    await laptop.page.keyboard.press("Enter")
    await eventually(async () => (await nameOf(laptop)) === "Bea")
    expect(new URL(laptop.page.url()).pathname).toMatch(/^\/rooms\/\d+$/)
    expect(other.errors).toEqual([])
  })
})

describe("the devices on the profile", () => {
  test("are signed out in place, one at a time or all others", async () => {
    const [phone, tablet, desk] = [
      await hearth.clientFor(ada),
      await hearth.clientFor(ada),
      await hearth.clientFor(ada),
    ]
    await using laptop = await openPage(ada)
    laptop.page.on("dialog", (dialog) => void dialog.accept())
    await laptop.page.goto("/users/me/profile")
    await laptop.page.getByRole("heading", { name: "Your devices" }).scrollIntoViewIfNeeded()
    const devices = laptop.page.locator(".device")
    await devices.first().waitFor()
    const before = await devices.count()
    expect(await devices.first().textContent()).toContain("This device")
    expect(await accessibilityErrors(laptop.page)).toEqual([])

    await laptop.page.locator(`[action$="/sessions/${phone.session.id}"] button`).click()
    await laptop.page.waitForFunction(
      (count) => document.querySelectorAll(".device").length === count,
      before - 1,
    )
    expect((await phone.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    expect((await tablet.get("/rooms/1")).status).toBe(200)

    await laptop.page.getByRole("button", { name: "Sign out everywhere else" }).click()
    await laptop.page.waitForFunction(() => document.querySelectorAll(".device").length === 1)

    expect(new URL(laptop.page.url()).pathname).toBe("/users/me/profile")
    for (const client of [tablet, desk])
      expect((await client.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    expect(laptop.errors).toEqual([])
  })
})
