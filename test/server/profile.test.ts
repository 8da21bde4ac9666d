import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database, transaction } from "../../src/platform/database/database"
import { changeRole, hashPassword, type Status, type User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, scene, userById } from "../support/scene"

const PASSWORD = "kettle and spoon"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
  const password_digest = await hashPassword(PASSWORD)
  await transaction((trx) => trx.updateTable("users").set({ password_digest }).execute())
})
afterAll(() => hearth.close())

const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]
const mainOf = (html: string) => html.slice(html.indexOf("<main"))

async function pageOf(person: User, viewer: User) {
  const response = await (await hearth.clientFor(viewer)).get(`/users/${person.id}`)
  expect(response.status).toBe(200)
  return response.text()
}

async function someone(name: string, status: Status) {
  const person = await createMember(name)
  await transaction((trx) =>
    trx
      .updateTable("users")
      .set({ status, bio: `I am ${name}.` })
      .where("id", "=", person.id)
      .execute(),
  )
  return userById(person.id)
}

describe("a person's page", () => {
  test("shows a member their name and a button to message them", async () => {
    const cy = await someone("Cy", "active")

    const page = await pageOf(cy, bea)

    expect(titleOf(page)).toBe("Cy")
    expect(page).toContain('alt="Profile avatar"')
    expect(page).toMatch(/<h1[^>]*>Cy<\/h1>/)
    expect(page).toContain("I am Cy.")
    expect(page).toContain(`action="/rooms/directs?user_ids[]=${cy.id}"`)
    expect(page).toContain("Ping Cy")
    expect(page).toContain("Go Back")
    for (const secret of ["cy@example.com", "Ban Cy", "sign-in link", "Edit my profile"])
      expect(page).not.toContain(secret)
  })

  test("also shows an administrator the email address and the controls for sign-in links and bans", async () => {
    const dee = await someone("Dee", "active")

    const page = await pageOf(dee, ada)

    expect(page).toContain('href="mailto:dee@example.com"')
    expect(page).toContain("Make a sign-in link")
    expect(page).toMatch(
      /action="\/users\/\d+\/ban"[^>]* data-turbo-confirm="Ban Dee\?[^"]*blocked/,
    )
  })

  test("links to the profile when it is one's own, and has no ban control", async () => {
    for (const person of [ada, bea]) {
      const page = await pageOf(person, person)
      expect(page).toContain("Edit my profile")
      expect(page).not.toContain(`Ban ${person.name}`)
    }
  })

  test("marks a banned person and lets administrators remove the ban", async () => {
    const eve = await someone("Eve", "banned")
    const [asMember, asAdministrator] = [await pageOf(eve, bea), await pageOf(eve, ada)]

    for (const page of [asMember, asAdministrator]) {
      expect(page).toContain('class="user-picture banned"')
      expect(page).toContain("I am Eve.")
      expect(page).not.toContain("Ping Eve")
    }
    expect(asMember).not.toContain("eve@example.com")
    expect(asMember).not.toContain("Remove ban")
    expect(asAdministrator).toContain("mailto:eve@example.com")
    expect(asAdministrator).toContain("Remove ban")
  })

  test("shows a deactivated person only as deactivated", async () => {
    const fay = await someone("Fay", "deactivated")

    for (const viewer of [ada, bea]) {
      const page = mainOf(await pageOf(fay, viewer))
      expect(page).toContain("<bdi>Fay</bdi> is no longer on this account.")
      for (const more of ["fay@example.com", "Ping Fay", "I am Fay.", "Ban", "sign-in link"])
        expect(page).not.toContain(more)
    }
  })

  test("of a bot has its name and a message button, and of a removed bot the same note", async () => {
    const bot = await createMember("Robot", { role: "bot", email_address: null })

    const here = await pageOf(bot, ada)
    expect(here).toMatch(/<h1[^>]*>Robot<\/h1>/)
    expect(here).toContain("Ping Robot")
    for (const more of ["mailto:", "Ban Robot", "sign-in link"]) expect(here).not.toContain(more)

    await transaction((trx) =>
      trx.updateTable("users").set({ status: "deactivated" }).where("id", "=", bot.id).execute(),
    )
    expect(await pageOf(bot, ada)).toContain("<bdi>Robot</bdi> is no longer on this account.")
  })

  test("of an unknown id is a 404", async () => {
    const member = await hearth.clientFor(bea)
    for (const id of ["999", "0", "me", "1e3", "-1"])
      expect((await member.get(`/users/${id}`)).status).toBe(404)
  })

  test("links back only to Hearth's own pages", async () => {
    const member = await hearth.clientFor(bea)
    const back = async (referer?: string) => {
      const response = await member.get(`/users/${ada.id}`, referer ? { referer } : {})
      return /href="([^"]*)" title="Go Back"/.exec(await response.text())?.[1]
    }

    expect(await back(`${hearth.server.url}/rooms/1?x=1`)).toBe("/rooms/1?x=1")
    expect(await back(`${hearth.server.url}/users/${ada.id}`)).toBe("/")
    expect(await back("https://evil.example/rooms/1")).toBe("/")
    expect(await back("nonsense")).toBe("/")
    expect(await back()).toBe("/")
  })
})

describe("the profile", () => {
  test("is one's own, whatever the id in the path", async () => {
    const member = await hearth.clientFor(bea)

    for (const path of ["/users/me/profile", `/users/${ada.id}/profile`]) {
      const page = await (await member.get(path)).text()
      expect(titleOf(page)).toBe("Bea")
      expect(page).toContain('value="bea@example.com"')
      expect(page).toContain("Log out")
    }
    await member.patch(`/users/${ada.id}/profile`, { "user[bio]": "I pour." })
    expect((await userById(bea.id)).bio).toBe("I pour.")
    expect((await userById(ada.id)).bio).toBeNull()
  })

  test("lists one's rooms and direct messages with their involvement", async () => {
    const page = await (await (await hearth.clientFor(bea)).get("/users/me/profile")).text()

    expect(page).toContain('class="membership-item"')
    expect(page).toContain("All Talk")
    expect(page).toContain("Notifying about @ mentions")
  })

  test("keeps fields that are not sent and shows a ✓", async () => {
    const gus = await createMember("Gus")
    const client = await hearth.clientFor(gus)

    for (const [method, form] of [
      ["patch", { "user[name]": " Gustav ", "user[password]": "" }],
      ["put", { "user[bio]": "Hm.", "user[theme]": "dark", "user[role]": "administrator" }],
    ] as const) {
      const response = await client[method]("/users/me/profile", form)
      expect([response.status, response.headers.get("location")]).toEqual([
        303,
        "/users/me/profile",
      ])
      expect(await (await client.follow(response)).text()).toMatch(/class="flash"[^>]*>✓</)
    }

    expect(await userById(gus.id)).toMatchObject({
      name: "Gustav",
      bio: "Hm.",
      theme: "dark",
      role: "member",
      email_address: "gus@example.com",
    })
  })

  test("applies the chosen theme at once", async () => {
    const hal = await createMember("Hal")
    const client = await hearth.clientFor(hal)
    const bodies = async () => {
      const [room, profile] = [await client.get("/rooms/1"), await client.get("/users/me/profile")]
      return Promise.all([room, profile].map((page) => page.text()))
    }

    for (const page of await bodies()) expect(page).toContain('data-theme="system"')
    await client.patch("/users/me/profile", { "user[theme]": "dark" })

    for (const page of await bodies()) {
      expect(page).toContain('data-theme="dark"')
      expect(page).toContain('<meta name="color-scheme" content="dark"/>')
    }
    const refused = await client.patch("/users/me/profile", { "user[theme]": "neon" })
    expect(refused.status).toBe(422)
  })

  test("plays sounds automatically until it is switched off", async () => {
    const client = await hearth.clientFor(await createMember("Ida"))
    const room = async () => (await client.get("/rooms/1")).text()

    expect(await room()).toContain('data-sounds="on"')
    await client.patch("/users/me/profile", { "user[sounds]": "off" })
    expect(await room()).toContain('data-sounds="off"')
    await client.patch("/users/me/profile", { "user[bio]": "Still quiet." })
    expect(await room()).toContain('data-sounds="off"')
    expect((await client.patch("/users/me/profile", { "user[sounds]": "loud" })).status).toBe(422)
  })

  test("returns all input with the reason beside each field", async () => {
    const client = await hearth.clientFor(bea)
    const before = await userById(bea.id)

    const response = await client.patch("/users/me/profile", {
      "user[name]": "",
      "user[email_address]": "no address",
      "user[bio]": "x".repeat(201),
      "user[theme]": "light",
    })
    const page = await response.text()

    expect(response.status).toBe(422)
    expect(page).toContain('value="no address"')
    expect(page).toContain("x".repeat(201))
    expect(page).toMatch(/value="light" checked/)
    for (const field of ["name", "email_address", "bio"])
      expect(page).toContain(`id="user_${field}_error" class="field__error"`)
    expect(await userById(bea.id)).toEqual(before)
  })

  test("requires the current password to change email address or password", async () => {
    const client = await hearth.clientFor(bea)
    const change = { "user[email_address]": "queen@example.com", "user[password]": "honey" }

    for (const proof of ["", "wrong"]) {
      const response = await client.patch("/users/me/profile", {
        ...change,
        "user[current_password]": proof,
      })
      const page = await response.text()
      expect(response.status).toBe(422)
      expect(page).toContain('value="queen@example.com"')
      expect(page).toContain('id="user_current_password_error"')
      expect(page).not.toContain("honey")
    }
    const taken = await client.patch("/users/me/profile", {
      "user[email_address]": "ADA@example.com",
      "user[current_password]": PASSWORD,
    })
    expect(taken.status).toBe(422)
    expect(await taken.text()).toContain('id="user_email_address_error"')
    expect((await userById(bea.id)).email_address).toBe("bea@example.com")
  })

  test("with a new password ends the other sessions and their sockets and keeps this one", async () => {
    const [here, elsewhere] = [await hearth.clientFor(bea), await hearth.clientFor(bea)]
    const socket = await CableClient.open(elsewhere)

    const response = await here.patch("/users/me/profile", {
      "user[password]": "honey",
      "user[current_password]": PASSWORD,
    })

    expect(response.status).toBe(303)
    expect(await socket.closed).toBeDefined()
    expect((await here.get("/rooms/1")).status).toBe(200)
    expect((await elsewhere.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    await hearth.anonymousClient().signIn({ email: "bea@example.com", password: "honey" })
  })

  test("without its fields is a 400", async () => {
    expect((await (await hearth.clientFor(bea)).patch("/users/me/profile", { x: 1 })).status).toBe(
      400,
    )
  })
})

describe("a role", () => {
  const roleOf = async (id: number) => (await userById(id)).role

  test("can be set only by administrators, and any other value means member", async () => {
    const ivy = await createMember("Ivy")
    const path = `/account/users/${ivy.id}`
    const [administrator, member] = [await hearth.clientFor(ada), await hearth.clientFor(bea)]

    expect((await member.put(path, { "user[role]": "administrator" })).status).toBe(403)
    expect(await roleOf(ivy.id)).toBe("member")
    const response = await administrator.put(path, { "user[role]": "administrator" })
    expect([response.status, response.headers.get("location")]).toEqual([303, "/account/edit"])
    expect(await roleOf(ivy.id)).toBe("administrator")
    await administrator.patch(path, { "user[role]": "bot" })
    expect(await roleOf(ivy.id)).toBe("member")
  })

  test("of oneself, a bot or an unknown person is not changed", async () => {
    const administrator = await hearth.clientFor(ada)
    const bot = await createMember("Droid", { role: "bot", email_address: null })
    const change = { "user[role]": "administrator" }

    expect((await administrator.put(`/account/users/${bot.id}`, change)).status).toBe(404)
    expect((await administrator.put("/account/users/999", change)).status).toBe(404)
    expect((await administrator.put(`/account/users/${bea.id}`, { x: 1 })).status).toBe(400)
    const own = await administrator.put(`/account/users/${ada.id}`, { "user[role]": "member" })
    expect(own.status).toBe(422)
    expect(await own.text()).toContain("You can’t change your own role")
    expect([await roleOf(ada.id), await roleOf(bot.id)]).toEqual(["administrator", "bot"])
  })

  test("takes effect at once when it is revoked", async () => {
    const jo = await createMember("Jo")
    await changeRole(ada, jo.id, "administrator", null)
    const client = await hearth.clientFor(jo)
    expect((await client.get("/account/audit")).status).toBe(200)

    await changeRole(ada, jo.id, "member", null)

    expect((await client.get("/account/audit")).status).toBe(403)
    const audited = database().selectFrom("audit_entries").select("id")
    expect(await audited.where("subject_id", "=", jo.id).execute()).toHaveLength(2)
  })
})
