import { afterAll, beforeAll, expect, test } from "bun:test"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { scene } from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

const sheetIn = (html: string) =>
  /<link rel="stylesheet" href="(\/account\/styles\.css\?v=\d+)" data-turbo-track="reload"\/>/.exec(
    html,
  )?.[1]

async function pages() {
  const member = await hearth.clientFor(bea)
  const responses = [
    await member.get("/rooms/1"),
    await member.get("/account/edit"),
    await member.get("/nowhere"),
    await hearth.anonymousClient().get("/session/new"),
  ]
  return Promise.all(responses.map((response) => response.text()))
}

async function save(styles: string) {
  const administrator = await hearth.clientFor(ada)
  const response = await administrator.put("/account/custom_styles", {
    "account[custom_styles]": styles,
  })
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    "/account/custom_styles/edit",
  ])
  return (await administrator.follow(response)).text()
}

test("there is no stylesheet before custom styles are saved", async () => {
  for (const page of await pages()) expect(sheetIn(page)).toBeUndefined()
})

test("saving shows a ✓, and every page loads the styles after Hearth's own", async () => {
  const page = await save("body { color: rebeccapurple }")

  expect(page).toContain("<title>Custom styles</title>")
  expect(page).toMatch(/<h1[^>]*>Custom CSS<\/h1>/)
  expect(page).toMatch(/class="flash"[^>]*>✓</)
  expect(page).toMatch(/<textarea[^>]* rows="16"[^>]* spellcheck="false"/)
  expect(page).toContain("body { color: rebeccapurple }")
  const sheets = new Set<string | undefined>()
  for (const html of await pages()) {
    sheets.add(sheetIn(html))
    expect(html.indexOf("/assets/application")).toBeLessThan(html.indexOf("/account/styles.css"))
  }
  expect(sheets.size).toBe(1)
})

test("the URL changes with the styles, so it is cached forever", async () => {
  await save("body { color: red }")
  const first = sheetIn((await pages())[0] ?? "") ?? ""
  await save("body { color: blue }")
  const second = sheetIn((await pages())[0] ?? "") ?? ""

  expect(second).not.toBe(first)
  const response = await hearth.anonymousClient().get(second)
  expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8")
  expect(response.headers.get("cache-control")).toContain("immutable")
  expect(await response.text()).toBe("body { color: blue }")
  const stale = await hearth.anonymousClient().get(first)
  expect(stale.headers.get("cache-control")).toBe("no-cache")
  expect(await stale.text()).toBe("body { color: blue }")
})

test("the styles cannot escape from the stylesheet", async () => {
  const breakout = "</style></textarea><script>alert(1)</script>"
  const page = await save(breakout)

  expect(page).not.toContain(breakout)
  expect(page).toContain("&lt;/style&gt;&lt;/textarea&gt;&lt;script&gt;")
  for (const html of await pages()) expect(html).not.toContain("alert(1)")
  const response = await hearth.anonymousClient().get(sheetIn((await pages())[0] ?? "") ?? "")
  expect(response.headers.get("x-content-type-options")).toBe("nosniff")
  expect(await response.text()).toBe(breakout)
})

test("blank styles remove the stylesheet", async () => {
  await save("  \n")
  for (const page of await pages()) expect(sheetIn(page)).toBeUndefined()
})

test("styles above the limit are returned with the reason", async () => {
  const administrator = await hearth.clientFor(ada)
  const styles = `/* ${"x".repeat(200_000)} */`

  const response = await administrator.put("/account/custom_styles", {
    "account[custom_styles]": styles,
  })
  const page = await response.text()

  expect(response.status).toBe(422)
  expect(page).toContain('id="account_custom_styles_error" class="field__error"')
  expect(page).toContain(styles)
})

test("a form of more than a megabyte is not even read", async () => {
  const administrator = await hearth.clientFor(ada)
  const response = await administrator.put("/account/custom_styles", {
    "account[custom_styles]": "x".repeat(1024 * 1024 + 1),
  })
  expect(response.status).toBe(413)
})
