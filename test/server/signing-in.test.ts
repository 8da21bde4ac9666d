import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database, hours, now, transaction } from "../../src/platform/database/database"
import { hashPassword, type User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { HttpClient } from "../support/http-client"
import { createMember, scene } from "../support/scene"

const PASSWORD = "correct horse"

let hearth: Hearth
let ada: User
let cy: User

beforeAll(async () => {
  // Attempts are limited per address, so each client uses its own.
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  ada = (await scene()).ada
  cy = await createMember("Cy", { password_digest: await hashPassword(PASSWORD) })
})
afterAll(() => hearth.close())

let host = 0

/** A client with a new IP address. */
function fresh() {
  const client = new HttpClient(hearth.server)
  const address = { "x-forwarded-for": `198.51.100.${++host}` }
  return Object.assign(client, {
    attempt: (email_address: string, password = PASSWORD) =>
      client.post("/session", { email_address, password }, address),
    getPage: (path: string, headers: Record<string, string> = {}) =>
      client.get(path, { ...address, ...headers }),
  })
}

const sessions = (user: User) =>
  database().selectFrom("sessions").selectAll().where("user_id", "=", user.id).execute()

describe("signing in", () => {
  test("starts one session, sets the cookie and redirects to /", async () => {
    const earlier = await sessions(cy)
    const client = fresh()

    const answer = await client.attempt(" CY@example.com ")

    expect(answer.status).toBe(302)
    expect(answer.headers.get("location")).toBe("/")
    expect(answer.headers.get("set-cookie")).toMatch(
      /^session_token=[\w-]+--[0-9a-f]{64}; Path=\/; Max-Age=630720000; HttpOnly; SameSite=Lax$/,
    )
    expect(await sessions(cy)).toHaveLength(earlier.length + 1)
    expect((await client.getPage("/rooms/1")).status).toBe(200)
  })

  test("redirects to the requested page, once", async () => {
    const client = fresh()
    const turnedAway = await client.getPage("/rooms/1/@5?from=mail")
    expect(turnedAway.headers.get("location")).toBe("/session/new")

    const first = await client.attempt("cy@example.com")
    const second = await client.attempt("cy@example.com")

    expect(first.headers.get("location")).toBe("/rooms/1/@5?from=mail")
    expect(second.headers.get("location")).toBe("/")
  })

  test("never redirects to another site, whatever the requested path", async () => {
    const client = fresh()
    await client.getPage(`${hearth.server.url}//evil.example/session/new?a=b`)

    const answer = await client.attempt("cy@example.com")

    expect(answer.headers.get("location")).toBe("/evil.example/session/new?a=b")
  })

  test("ignores requests by frames, scripts and forms", async () => {
    const client = fresh()
    await client.getPage("/users/me/sidebar", { "turbo-frame": "user_sidebar" })
    await client.getPage("/rooms/1/refresh", { "sec-fetch-dest": "empty" })
    await client.post("/rooms/1/messages", { "message[body]": "Hello" })

    const answer = await client.attempt("cy@example.com")

    expect(answer.headers.get("location")).toBe("/")
  })

  test.each(["//evil.example/rooms/1", "/\\evil.example/rooms/1", "///evil.example"])(
    "never redirects to another site by way of %p",
    async (path) => {
      const client = fresh()
      await fetch(`${hearth.server.url}${path}`, {
        redirect: "manual",
        headers: { accept: "text/html", "sec-fetch-dest": "document" },
      }).then((answer) => {
        for (const line of answer.headers.getSetCookie()) {
          const { name, value } = Bun.Cookie.parse(line)
          client.cookies.set(name, value)
        }
      })

      const answer = await client.attempt("cy@example.com")

      const destination = new URL(answer.headers.get("location") ?? "", hearth.server.url)
      expect(destination.origin).toBe(hearth.server.url)
    },
  )

  test("with a wrong password is rejected, without a cookie, and keeps the email address", async () => {
    const client = fresh()
    const earlier = await sessions(cy)

    const answer = await client.attempt("cy@example.com", "wrong horse")
    const page = await answer.text()

    expect(answer.status).toBe(401)
    expect(client.cookies.has("session_token")).toBe(false)
    expect(page).toContain('value="cy@example.com"')
    expect(page).toMatch(/class="panel[^"]*shake"/)
    expect(page).not.toContain("wrong horse")
    expect(await sessions(cy)).toEqual(earlier)
  })

  test("is rejected in the same way for an unknown address and for an empty form", async () => {
    const [wrong, unknown] = [fresh(), fresh()]
    const responses = [
      await wrong.attempt("cy@example.com", "wrong horse"),
      await unknown.attempt("nobody@example.com", "wrong horse"),
    ]
    const [one = "", other = ""] = await Promise.all(responses.map((answer) => answer.text()))

    expect(responses.map(({ status }) => status)).toEqual([401, 401])
    expect(other).toBe(one.replaceAll("cy@", "nobody@"))
    expect((await fresh().post("/session")).status).toBe(401)
  })

  test("is rejected from the eleventh attempt in three minutes, also with the right password", async () => {
    const client = fresh()
    for (let count = 0; count < 10; count++) await client.attempt(`${count}@example.com`, "wrong")

    const eleventh = await client.attempt("cy@example.com")
    const elsewhere = await fresh().attempt("cy@example.com")

    expect(eleventh.status).toBe(429)
    expect(await eleventh.text()).toMatch(/class="panel[^"]*shake"/)
    expect(client.cookies.has("session_token")).toBe(false)
    expect(elsewhere.status).toBe(302)
  })

  test("redirects people who are signed in", async () => {
    const client = fresh()
    await client.attempt("cy@example.com")

    const answer = await client.getPage("/session/new")

    expect(answer.headers.get("location")).toBe("/")
  })

  test("shows the contact person and the email address from the link", async () => {
    const page = await (
      await fresh().getPage("/session/new?email_address=kim%40example.com")
    ).text()

    expect(page).toContain('value="kim@example.com"')
    expect(page).toContain('href="mailto:ada@example.com"')
    expect(page).toContain('title="Email Ada"')
    expect(page).toContain("<title>Sign in</title>")
  })
})

describe("signing out", () => {
  test("ends the session, clears the cookie and keeps other devices signed in", async () => {
    const [phone, laptop] = [await hearth.clientFor(cy), await hearth.clientFor(cy)]

    const answer = await phone.post("/session", { _method: "delete" })

    expect(answer.status).toBe(303)
    expect(answer.headers.get("location")).toBe("/")
    expect(phone.cookies.has("session_token")).toBe(false)
    const left = (await sessions(cy)).map(({ id }) => id)
    expect(left).not.toContain(phone.session.id)
    expect(left).toContain(laptop.session.id)
    expect((await laptop.get("/rooms/1")).status).toBe(200)
  })

  test("is permanent: the cookie is invalid", async () => {
    const client = await hearth.clientFor(cy)
    const cookie = client.cookieHeader
    await client.signOut()

    const answer = await client.request("GET", "/rooms/1", { headers: { cookie } })

    expect(answer.headers.get("location")).toBe("/session/new")
  })

  test("closes the session's sockets, which do not reconnect, and no others", async () => {
    const [phone, laptop] = [await hearth.clientFor(cy), await hearth.clientFor(cy)]
    await using socket = await CableClient.open(phone)
    await using other = await CableClient.open(laptop)

    await phone.signOut()

    const disconnect = await socket.waitForFrame(
      ({ type }) => type === "disconnect",
      "the disconnect",
    )
    expect(disconnect).toEqual({ type: "disconnect", reason: "remote", reconnect: false })
    expect(await socket.closed).toMatchObject({ code: 1000 })
    await other.flush()
  })
})

describe("a session", () => {
  const activity = async (id: number) =>
    database()
      .selectFrom("sessions")
      .select(["last_active_at", "ip_address", "user_agent"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow()

  const age = (id: number, time: number) =>
    transaction((trx) =>
      trx
        .updateTable("sessions")
        .set({ last_active_at: now() - time })
        .where("id", "=", id)
        .execute(),
    )

  test("is updated after an hour or from another address, and not before", async () => {
    const client = await hearth.clientFor(cy)
    const { id } = client.session
    const first = await activity(id)

    await client.get("/rooms/1")
    await client.get("/rooms/1", { "user-agent": "Another/1.0" })
    expect(await activity(id)).toEqual(first)

    await client.get("/rooms/1", { "x-forwarded-for": "198.51.100.250" })
    const moved = await activity(id)
    expect(moved).toMatchObject({ ip_address: "198.51.100.250" })
    expect(moved.last_active_at).toBeGreaterThan(first.last_active_at)

    await age(id, hours(1) + 1)
    await client.get("/rooms/1", {
      "x-forwarded-for": "198.51.100.250",
      "user-agent": "Another/1.0",
    })
    const woken = await activity(id)
    expect(woken).toMatchObject({ user_agent: "Another/1.0" })
    expect(woken.last_active_at).toBeGreaterThan(moved.last_active_at)
  })

  test("is updated also when the response comes from the cache", async () => {
    const client = await hearth.clientFor(cy)
    const { id } = client.session
    for (let count = 0; count < 3; count++) await client.get("/rooms/1")
    await age(id, hours(1) + 1)
    const { last_active_at } = await activity(id)
    // The row was written by another process, for which the server polls at most once a millisecond.
    await Bun.sleep(2)

    await client.get("/rooms/1")

    expect((await activity(id)).last_active_at).toBeGreaterThan(last_active_at)
  })

  test("renews its cookie with each response", async () => {
    const client = await hearth.clientFor(cy)
    const value = client.cookies.get("session_token")

    for (const path of ["/rooms/1", "/rooms/1", "/users/me/sidebar", "/"])
      expect((await client.get(path)).headers.get("set-cookie")).toContain(
        `session_token=${value}; Path=/; Max-Age=630720000; HttpOnly; SameSite=Lax`,
      )
  })

  test.each([
    "",
    "x",
    "--",
    "%",
    "%E0%A4%A",
    "%00",
    "a--b--c",
    `${"A".repeat(4000)}--${"0".repeat(64)}`,
    '"; DROP TABLE sessions',
    "ünïcödé",
  ])("is nobody's with a broken cookie such as %p", async (value) => {
    const cookie = `session_token=${value}`
    const headers = { cookie, accept: "text/html" }

    const answer = await fetch(`${hearth.server.url}/rooms/1`, { headers, redirect: "manual" })
    const socket = new CableClient(hearth.server.url, {
      headers: { cookie, origin: hearth.server.url },
    })
    const disconnect = await socket.waitForFrame(
      ({ type }) => type === "disconnect",
      "the disconnect",
    )

    expect(answer.status).toBe(302)
    expect(answer.headers.get("location")).toBe("/session/new")
    expect(disconnect).toEqual({ type: "disconnect", reason: "unauthorized", reconnect: false })
  })

  test("with a forged cookie is rejected", async () => {
    const client = await hearth.clientFor(cy)
    const [body = "", signature = ""] = (client.cookies.get("session_token") ?? "").split("--")
    const other = (await hearth.clientFor(ada)).cookies.get("session_token")?.split("--")[0]
    expect((await client.get("/rooms/1")).status).toBe(200)

    for (const cookie of [`${body}A--${signature}`, `${other}--${signature}`, body]) {
      client.cookies.set("session_token", cookie)
      expect((await client.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    }
  })

  test("is required with a JSON 401 when the request accepts JSON", async () => {
    const answer = await hearth.anonymousClient().request("GET", "/rooms/1/messages", {
      headers: { accept: "application/json" },
    })

    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })
})

describe("a deactivated person", () => {
  test("cannot sign in and has neither session nor socket", async () => {
    const dot = await createMember("Dot", { password_digest: await hashPassword(PASSWORD) })
    const client = await hearth.clientFor(dot)
    expect((await client.get("/rooms/1")).status).toBe(200)
    expect((await fresh().attempt("dot@example.com")).status).toBe(302)

    await transaction((trx) =>
      trx.updateTable("users").set({ status: "deactivated" }).where("id", "=", dot.id).execute(),
    )

    expect((await client.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    expect((await fresh().attempt("dot@example.com")).status).toBe(401)
    const socket = new CableClient(hearth.server.url, {
      headers: { cookie: client.cookieHeader, origin: hearth.server.url },
    })
    expect(await socket.waitForFrame(({ type }) => type === "disconnect")).toMatchObject({
      reason: "unauthorized",
    })
  })
})
