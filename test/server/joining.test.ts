import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { join } from "node:path"
import { currentAccount, renewJoinCode } from "../../src/accounts/account"
import { database } from "../../src/platform/database/database"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { Form } from "../support/http-client"
import { openRoom, scene } from "../support/scene"

const PICTURE = join(import.meta.dir, "../../src/client/public/icon-192.png")

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

const code = async () => (await currentAccount())?.join_code ?? ""
const userWith = (email_address: string) =>
  database()
    .selectFrom("users")
    .selectAll()
    .where("email_address", "=", email_address)
    .executeTakeFirst()

let devices = 0
const anotherDevice = () => ({ "x-forwarded-for": `198.51.100.${++devices}` })

const signUpForm = (changes: Form = {}): Form => ({
  "user[name]": "Cy",
  "user[email_address]": "cy@example.com",
  "user[password]": "kettle",
  ...changes,
})

describe("the join link", () => {
  test("shows the sign-up form, a link to sign in, and a contact person", async () => {
    const response = await hearth.anonymousClient().get(`/join/${await code()}`)
    const page = await response.text()

    expect(response.status).toBe(200)
    expect(page).toContain("<title>Sign up</title>")
    expect(page).toContain('<body class="signup"')
    expect(page).toContain('href="/session/new"')
    expect(page).toContain('href="mailto:ada@example.com" title="Email Ada"')
    for (const [name, autocomplete] of [
      ["name", "name"],
      ["email_address", "username"],
      ["password", "new-password"],
    ])
      expect(page).toMatch(
        new RegExp(`<input[^>]* name="user\\[${name}\\]"[^>]* autocomplete="${autocomplete}"`),
      )
    expect(page).toContain('type="file" name="user[avatar]"')
  })

  test("creates a member of all open rooms, signed in, whatever role is requested", async () => {
    await openRoom(ada, "Kitchen")
    const cy = hearth.anonymousClient()

    const response = await cy.post(
      `/join/${await code()}`,
      signUpForm({ "user[email_address]": " CY@Example.com ", "user[role]": "administrator" }),
      anotherDevice(),
    )

    expect([response.status, response.headers.get("location")]).toEqual([302, "/"])
    const user = await userWith("cy@example.com")
    expect(user).toMatchObject({ name: "Cy", role: "member", status: "active" })
    const rooms = database()
      .selectFrom("memberships")
      .where("user_id", "=", user?.id ?? 0)
    expect(await rooms.select("involvement").execute()).toEqual([
      { involvement: "mentions" },
      { involvement: "mentions" },
    ])
    expect((await cy.follow(await cy.follow(response))).status).toBe(200)
  })

  test("accepts an avatar", async () => {
    const response = await hearth
      .anonymousClient()
      .post(
        `/join/${await code()}`,
        signUpForm({ "user[email_address]": "pic@example.com", "user[avatar]": Bun.file(PICTURE) }),
        anotherDevice(),
      )

    expect(response.status).toBe(302)
    expect((await userWith("pic@example.com"))?.avatar_id).toBeGreaterThan(0)
  })

  test("redirects to signing in when the email address exists already", async () => {
    const before = await userWith("bea@example.com")

    const response = await hearth
      .anonymousClient()
      .post(
        `/join/${await code()}`,
        signUpForm({ "user[email_address]": "BEA@example.com" }),
        anotherDevice(),
      )

    expect(response.status).toBe(302)
    expect(response.headers.get("location")).toBe("/session/new?email_address=bea%40example.com")
    expect(await userWith("bea@example.com")).toEqual(before)
  })

  test("returns the input with the reason beside each field", async () => {
    const response = await hearth.anonymousClient().post(
      `/join/${await code()}`,
      signUpForm({
        "user[name]": "  ",
        "user[email_address]": "no address",
        "user[password]": "",
        "user[avatar]": new File(["text"], "me.png"),
      }),
      anotherDevice(),
    )
    const page = await response.text()

    expect(response.status).toBe(422)
    expect(page).toContain('value="no address"')
    expect(page).toContain('id="user_name_error" class="field__error">Please enter a name.')
    expect(page).toContain('id="user_email_address_error"')
    expect(page).toContain('id="user_password_error"')
    expect(await userWith("no address")).toBeUndefined()
  })

  test("rejects a file that is not a picture before it creates the user", async () => {
    const form = signUpForm({
      "user[email_address]": "nopic@example.com",
      "user[avatar]": new File(["text"], "me.png"),
    })

    const response = await hearth
      .anonymousClient()
      .post(`/join/${await code()}`, form, anotherDevice())

    expect(response.status).toBe(422)
    expect(await response.text()).toContain('id="user_avatar_error"')
    expect(await userWith("nopic@example.com")).toBeUndefined()
  })

  test("accepts a password of 300 bytes", async () => {
    const password = "ü".repeat(150)
    const form = signUpForm({
      "user[email_address]": "long@example.com",
      "user[password]": password,
    })
    await hearth.anonymousClient().post(`/join/${await code()}`, form, anotherDevice())

    await hearth.anonymousClient().signIn({ email: "long@example.com", password })
  })

  test("with a wrong code is a 404; signed-in people are redirected to their rooms first", async () => {
    const member = await hearth.clientFor(bea)

    for (const path of ["/join/aaaa-bbbb-cccc", `/join/${await code()}x`]) {
      expect((await hearth.anonymousClient().get(path)).status).toBe(404)
      const post = await hearth.anonymousClient().post(path, signUpForm(), anotherDevice())
      expect(post.status).toBe(404)
      expect((await member.get(path)).headers.get("location")).toBe("/")
      expect((await member.post(path, signUpForm())).headers.get("location")).toBe("/")
    }
  })

  test("is rate-limited per address", async () => {
    const device = anotherDevice()
    const path = `/join/${await code()}`
    for (let attempt = 0; attempt < 10; attempt++)
      await hearth.anonymousClient().post(path, signUpForm({ "user[name]": "" }), device)

    const form = signUpForm({ "user[name]": "Eager", "user[email_address]": "eager@example.com" })
    const response = await hearth.anonymousClient().post(path, form, device)

    expect(response.status).toBe(429)
    const page = await response.text()
    expect(page).toContain('value="Eager"')
    expect(page).toContain('role="alert"')
    expect(await userWith("eager@example.com")).toBeUndefined()
  })

  test("stops working when an administrator replaces it; members cannot", async () => {
    const old = await code()
    const member = await hearth.clientFor(bea)
    const administrator = await hearth.clientFor(ada)

    expect((await member.post("/account/join_code")).status).toBe(403)
    expect(await code()).toBe(old)
    const response = await administrator.post("/account/join_code")

    expect([response.status, response.headers.get("location")]).toEqual([302, "/account/edit"])
    expect(await code()).not.toBe(old)
    expect((await hearth.anonymousClient().get(`/join/${old}`)).status).toBe(404)
    expect((await hearth.anonymousClient().get(`/join/${await code()}`)).status).toBe(200)
  })

  test("does not admit a sign-up that was in progress when the link was replaced", async () => {
    const path = `/join/${await code()}`
    const form = signUpForm({ "user[email_address]": "late@example.com" })
    const [response] = await Promise.all([
      hearth.anonymousClient().post(path, form, anotherDevice()),
      renewJoinCode({ actor: ada, ip_address: null }),
    ])

    const joined = (await userWith("late@example.com")) !== undefined
    expect(response.status).toBe(joined ? 302 : 404)
  })
})

test("without an account, the join link redirects to the first run", async () => {
  await using empty = await openHearth()

  const response = await empty.anonymousClient().get("/join/aaaa-bbbb-cccc")

  expect([response.status, response.headers.get("location")]).toEqual([302, "/first_run"])
})
