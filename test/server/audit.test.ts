import { afterAll, beforeAll, expect, test } from "bun:test"
import { audit } from "../../src/accounts/account"
import { database, transaction } from "../../src/platform/database/database"
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

const log = async (path = "/account/audit") => (await hearth.clientFor(ada)).get(path)
const rowsIn = (html: string) =>
  [...html.matchAll(/<tr><td>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  )

test("administrators' actions are listed, latest first, with actor, subject, time and address", async () => {
  const administrator = await hearth.clientFor(ada)
  await administrator.put("/account", { "account[name]": "Engines" })
  await administrator.put(`/account/users/${bea.id}`, { "user[role]": "administrator" })
  await administrator.put(`/account/users/${bea.id}`, { "user[role]": "member" })
  await administrator.post("/account/join_code")

  const page = await (await log()).text()

  expect(page).toContain("<title>Audit log</title>")
  for (const column of ["Who", "What", "Whom", "When", "From"])
    expect(page).toContain(`<th scope="col">${column}</th>`)
  expect(rowsIn(page)).toEqual([
    expect.stringMatching(/^Ada Renewed join code Engines .* UTC 127\.0\.0\.1$/),
    expect.stringMatching(/^Ada Changed role administrator → member Bea .* UTC 127\.0\.0\.1$/),
    expect.stringMatching(/^Ada Changed role member → administrator Bea .* UTC 127\.0\.0\.1$/),
    expect.stringMatching(/^Ada Renamed account Hearth → Engines Engines .* UTC 127\.0\.0\.1$/),
  ])
})

test("the log is filtered, and the filter is kept across pages", async () => {
  const page = await (await log("/account/audit?action=changed_role&person=be")).text()

  expect(rowsIn(page)).toHaveLength(2)
  expect(page).toMatch(/<option value="changed_role" selected/)
  expect(page).toContain('value="be"')
  const none = await (await log("/account/audit?person=%25")).text()
  expect(rowsIn(none)).toEqual([])
})

test("the log is paged, with every entry exactly once", async () => {
  await transaction(async (trx) => {
    for (let count = 0; count < 120; count++)
      await audit(trx, { actor: ada, action: "counted", ip_address: null, detail: `${count}` })
  })

  const seen: string[] = []
  let path: string | undefined = "/account/audit?action=counted"
  while (path) {
    const html: string = await (await log(path)).text()
    seen.push(...rowsIn(html))
    path = /href="([^"]*before=\d+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&")
  }

  expect(seen).toHaveLength(120)
  expect(new Set(seen.map((row) => row.match(/Counted (\d+)/)?.[1])).size).toBe(120)
})

test("the log can be exported as CSV", async () => {
  const response = await log("/account/audit.csv?action=renamed_account")

  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8")
  expect(response.headers.get("content-disposition")).toContain("attachment")
  const [head, row] = (await response.text()).split("\r\n")
  expect(head).toBe("When,Who,What,Whom,Detail,From")
  expect(row).toMatch(/^\d{4}-.*Z,Ada,renamed_account,Engines,Hearth → Engines,127\.0\.0\.1$/)
})

test("invalid filter parameters are ignored", async () => {
  for (const query of ["before=x", "before=-1", `action=${"x".repeat(500)}`, "action[]=1"])
    expect((await log(`/account/audit?${query}`)).status).toBe(200)
})

test("an action sent through _method is logged with its address, too", async () => {
  const administrator = await hearth.clientFor(ada)
  await administrator.post("/account", { _method: "put", "account[name]": "Engines & Co" })

  const page = await (await log("/account/audit?action=renamed_account")).text()

  expect(rowsIn(page)[0]).toEndWith("UTC 127.0.0.1")
  expect(
    await database()
      .selectFrom("sessions")
      .select("ip_address")
      .where("id", "=", administrator.session.id)
      .execute(),
  ).toEqual([{ ip_address: "127.0.0.1" }])
})
