import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { currentAccount, settingsOf } from "../../src/accounts/account"
import { database, now, transaction } from "../../src/platform/database/database"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, scene } from "../support/scene"

const RESTRICT = "account[settings][restrict_room_creation_to_administrators]"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

const pageFor = async (person: User, path = "/account/edit") =>
  (await (await hearth.clientFor(person)).get(path)).text()
const namesIn = (html: string) =>
  [...html.matchAll(/class="membership-item__name">([^<]*)</g)].map(([, name]) => name)
const rowOf = (html: string, person: User) =>
  html.split(/(?=<div id="person_)/).find((row) => row.startsWith(`<div id="person_${person.id}"`))

describe("the account page", () => {
  test("shows a member the team, the invitation and the people, but no controls", async () => {
    const page = await pageFor(bea)

    expect(page).toContain("<title>Account settings</title>")
    expect(page).toMatch(/<h1[^>]*>Hearth<\/h1>/)
    expect(page).toContain("Go Back")
    expect(page).toContain("Hearth version 0")
    expect(page).toMatch(
      /<input id="invite_url"[^>]* readonly[^>]*value="http[^"]*\/join\/[\w-]{14}"/,
    )
    for (const button of ["Show join link QR code", "Copy join link", "Share join link"])
      expect(page).toContain(button)
    for (const control of [
      "Regenerate join link",
      "Upload logo",
      "Custom styles",
      "Audit log",
      "Save changes",
      "Must be admin",
      "Role: ",
      "Delete ",
    ])
      expect(page).not.toContain(control)
    expect(rowOf(page, bea)).toContain("My settings")
  })

  test("shows an administrator all settings", async () => {
    const page = await pageFor(ada)

    for (const path of ["/account/custom_styles/edit", "/account/audit"])
      expect(page).toContain(`href="${path}"`)
    for (const control of [
      "Regenerate join link",
      "Upload logo",
      "Name this account",
      "Save changes",
    ])
      expect(page).toContain(control)
    expect(rowOf(page, bea)).toContain('aria-label="Role: Member"')
    expect(rowOf(page, bea)).toMatch(/data-turbo-confirm="Delete Bea\?[^"]*permanent/)
    expect(rowOf(page, ada)).toMatch(/type="checkbox"[^>]* checked[^>]* disabled/)
    expect(rowOf(page, ada)).not.toContain("Delete Ada")
    expect(page).toMatch(/action="\/account\/join_code"[^>]* data-turbo-confirm/)
  })

  test("can be changed only by administrators", async () => {
    const before = await currentAccount()
    const member = await hearth.clientFor(bea)
    const attempts = [
      member.put("/account", { "account[name]": "Mine" }),
      member.put("/account", { [RESTRICT]: "true" }),
      member.delete("/account/logo"),
      member.get("/account/custom_styles/edit"),
      member.put("/account/custom_styles", { "account[custom_styles]": "*{}" }),
      member.post("/account/join_code"),
      member.put(`/account/users/${bea.id}`, { "user[role]": "administrator" }),
      member.get("/account/audit"),
      member.get("/account/audit.csv"),
    ]

    for (const response of await Promise.all(attempts)) {
      expect(response.status).toBe(403)
      expect(await response.text()).toContain("That’s not yours to change")
    }
    expect(await currentAccount()).toEqual(before)
  })

  test("saves a name and shows a ✓", async () => {
    const administrator = await hearth.clientFor(ada)

    const response = await administrator.put("/account", { "account[name]": " Engines & Co " })

    expect([response.status, response.headers.get("location")]).toEqual([303, "/account/edit"])
    const page = await (await administrator.follow(response)).text()
    expect(page).toMatch(/class="flash"[^>]*>✓</)
    expect(page).toContain('value="Engines &amp; Co"')
    expect(await (await hearth.anonymousClient().get("/session/new")).text()).toContain(
      "Engines &amp; Co",
    )
  })

  test("returns an invalid name with the reason", async () => {
    const administrator = await hearth.clientFor(ada)
    const long = "x".repeat(101)

    for (const name of ["  ", long]) {
      const response = await administrator.put("/account", { "account[name]": name })
      expect(response.status).toBe(422)
      expect(await response.text()).toMatch(/id="account_name_error" class="field__error"/)
    }
    expect((await administrator.put("/account", { name: "x" })).status).toBe(400)
    expect((await currentAccount())?.name).toBe("Engines & Co")
  })

  test("parses settings from strings and keeps those that are not sent", async () => {
    const administrator = await hearth.clientFor(ada)
    const restricted = async () => {
      const account = await currentAccount()
      return account && settingsOf(account).restrict_room_creation_to_administrators
    }

    await administrator.put("/account", { [RESTRICT]: "true" })
    expect(await restricted()).toBe(true)
    await administrator.patch("/account", { "account[name]": "Engines" })
    expect(await restricted()).toBe(true)
    await administrator.put("/account", { [RESTRICT]: "false" })
    expect(await restricted()).toBe(false)
    expect((await administrator.put("/account", { [RESTRICT]: "perhaps" })).status).toBe(422)
  })
})

describe("the list of people", () => {
  test("is grouped by role, with a separator", async () => {
    const cleo = await createMember("Cleo")
    await (await hearth.clientFor(ada)).put(`/account/users/${cleo.id}`, {
      "user[role]": "administrator",
    })

    const page = await pageFor(bea)

    expect(namesIn(page).slice(0, 3)).toEqual(["Ada", "Cleo", "Bea"])
    const [administrators = "", members = ""] = page.split('<hr class="separator full-width"/>')
    expect(namesIn(administrators)).toEqual(["Ada", "Cleo"])
    expect(namesIn(members)).toContain("Bea")
  })

  test("shows banned people to administrators, without role and remove buttons", async () => {
    const eve = await createMember("Eve")
    await transaction((trx) =>
      trx.updateTable("users").set({ status: "banned" }).where("id", "=", eve.id).execute(),
    )

    const row = rowOf(await pageFor(ada), eve) ?? ""

    expect(row).toContain('class="membership-item banned"')
    expect(row).not.toContain("Role: ")
    expect(row).not.toContain("Delete Eve")
    expect(namesIn(await pageFor(bea))).not.toContain("Eve")
  })

  test("finds people by a part of their name", async () => {
    const member = await hearth.clientFor(bea)

    const found = await (await member.get("/account/users?filter=cle")).text()
    expect(found).toContain("<title>Account settings</title>")
    expect(found).toContain('value="cle"')
    expect(namesIn(found)).toEqual(["Cleo"])

    const none = await (await member.get("/account/users?filter=nobody%20%3Cb%3E")).text()
    expect(namesIn(none)).toEqual([])
    expect(none).toContain("Nobody here is called “nobody &lt;b&gt;”.")
  })

  test("shows everyone exactly once across its pages", async () => {
    const ids = Array.from({ length: 1100 }, (_, index) => index)
    await transaction(async (trx) => {
      for (let start = 0; start < ids.length; start += 550)
        await trx
          .insertInto("users")
          .values(
            ids.slice(start, start + 550).map((index) => ({
              name: `Person ${index}`,
              created_at: now(),
              updated_at: now(),
            })),
          )
          .execute()
    })
    const client = await hearth.clientFor(bea)

    let html = await (await client.get("/account/edit")).text()
    const seen = namesIn(html)
    let pages = 1
    for (;;) {
      const next = /<turbo-frame id="next_page_container" src="([^"]*)" loading="lazy"/.exec(html)
      if (!next?.[1]) break
      const response = await client.get(next[1].replaceAll("&amp;", "&"))
      expect(response.headers.get("content-type")).toStartWith("text/vnd.turbo-stream.html")
      html = await response.text()
      expect(html).toStartWith('<turbo-stream action="replace" target="next_page_container">')
      seen.push(...namesIn(html))
      pages++
    }

    const people = await database()
      .selectFrom("users")
      .select("id")
      .where("status", "=", "active")
      .where("role", "<>", "bot")
      .execute()
    expect(pages).toBe(3)
    expect(seen).toHaveLength(people.length)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test("is empty for an invalid page number", async () => {
    const client = await hearth.clientFor(bea)

    const beyond = await (await client.get("/account/users.turbo_stream?page=9999")).text()
    expect(namesIn(beyond)).toEqual([])
    for (const page of ["0", "-1", "x", "1e9"])
      expect((await client.get(`/account/users.turbo_stream?page=${page}`)).status).toBe(200)
  })
})
