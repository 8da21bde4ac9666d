import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { auditEntries } from "../../src/accounts/audit/audit"
import { database, now, transaction } from "../../src/platform/database/database"
import { createTransfer } from "../../src/sessions/session"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { createMember, scene } from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  // Attempts are limited per address, so each client uses its own.
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

let host = 0
const elsewhere = () => ({ "x-forwarded-for": `198.51.100.${++host}` })

const linkFor = async (person: User, by = person) =>
  `/session/transfers/${await createTransfer(by, person, null)}`

/** Opens a link and submits its form, as a browser does. */
async function follow(link: string, client: HttpClient = hearth.anonymousClient()) {
  const page = await client.get(link)
  expect(page.status).toBe(200)
  return client.put(link, {}, elsewhere())
}

const used = async () =>
  (await database().selectFrom("transfers").select("used_at").execute()).filter(
    ({ used_at }) => used_at !== null,
  ).length

describe("a sign-in link", () => {
  test("shows a form that submits itself, whether it is valid or not, and is not used up", async () => {
    const link = await linkFor(bea)
    const before = await used()

    for (const path of [link, "/session/transfers/nonsense", `${link}x`]) {
      const client = hearth.anonymousClient()
      const response = await client.get(path)
      const page = await response.text()
      expect(response.status).toBe(200)
      expect(response.headers.get("cache-control")).toBe("no-store")
      expect(page).toMatch(/<form[^>]* method="post"[^>]* data-controller="auto-submit"/)
      expect(page).toContain('name="_method" value="put"')
      expect(page).not.toContain("Bea")
      expect(client.cookies.has("session_token")).toBe(false)
      expect((await client.request("HEAD", path)).status).toBe(200)
    }

    expect(await used()).toBe(before)
  })

  test("signs in, once", async () => {
    const link = await linkFor(bea)
    const [phone, thief] = [hearth.anonymousClient(), hearth.anonymousClient()]

    const response = await follow(link, phone)
    const again = await follow(link, thief)

    expect([response.status, response.headers.get("location")]).toEqual([303, "/"])
    expect(await (await phone.get("/users/me/profile")).text()).toContain(
      `<meta name="current-user-name" content="Bea"`,
    )
    expect(again.status).toBe(400)
    expect(await again.text()).toContain("This link no longer works")
    expect(thief.cookies.has("session_token")).toBe(false)
  })

  test("works without scripts: people can submit the form", async () => {
    const link = await linkFor(bea)

    const response = await hearth.anonymousClient().post(link, { _method: "put" }, elsewhere())

    expect(response.status).toBe(303)
  })

  test("continues to the requested page", async () => {
    const client = hearth.anonymousClient()
    await client.get("/rooms/1")

    const response = await follow(await linkFor(bea), client)

    expect(response.headers.get("location")).toBe("/rooms/1")
  })

  test("that has expired, is forged, or belongs to a deactivated person shows an error page", async () => {
    const gone = await createMember("Gone")
    const [stale, dead] = [await linkFor(bea), await linkFor(gone)]
    await transaction((trx) =>
      trx
        .updateTable("transfers")
        .set({ expires_at: now() })
        .where("user_id", "=", bea.id)
        .execute(),
    )
    await (await hearth.clientFor(ada)).delete(`/account/users/${gone.id}`)

    for (const link of [stale, dead, "/session/transfers/nonsense"]) {
      const client = hearth.anonymousClient()
      const response = await follow(link, client)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain("Sign in with your password")
      expect(client.cookies.has("session_token")).toBe(false)
    }
  })

  test("asks for confirmation when another person is signed in, and ends that session", async () => {
    const link = await linkFor(bea)
    const client = await hearth.clientFor(ada)
    await using socket = await CableClient.open(client)

    const page = await (await client.get(link)).text()
    expect(page).not.toContain("auto-submit")
    expect(page).toContain("Sign in as <bdi>Bea</bdi>?")
    expect(page).toContain("Stay signed in as Ada")
    await client.put(link, {}, elsewhere())

    expect(await socket.closed).toMatchObject({ code: 1000 })
    const ids = (await database().selectFrom("sessions").select("id").execute()).map(({ id }) => id)
    expect(ids).not.toContain(client.session.id)
  })

  test("rejects cross-site requests", async () => {
    const link = await linkFor(bea)
    const client = await hearth.clientFor(ada)

    const response = await client.put(link, {}, { "sec-fetch-site": "cross-site" })

    expect(response.status).toBe(422)
    expect((await follow(link)).status).toBe(303)
  })

  test("can be tried ten times in three minutes per address", async () => {
    const here = elsewhere()
    const client = hearth.anonymousClient()
    for (let count = 0; count < 10; count++)
      expect((await client.put("/session/transfers/nonsense", {}, here)).status).toBe(400)
    const link = await linkFor(bea)

    const eleventh = await client.put(link, {}, { ...here, accept: "text/html" })

    expect(eleventh.status).toBe(429)
    expect(await eleventh.text()).toContain("Too many sign-in attempts")
    expect((await follow(link)).status).toBe(303)
  })
})

describe("creating a sign-in link", () => {
  const made = (client: HttpClient, person?: User) =>
    client.post("/session/transfers", person ? { user_id: person.id } : {})

  test("for oneself gives a working link to copy, scan and share", async () => {
    const response = await made(await hearth.clientFor(bea))
    const page = await response.text()
    const url = /id="session_transfer_url"[^>]* value="([^"]+)"/.exec(page)?.[1] ?? ""

    expect(response.status).toBe(201)
    expect(response.headers.get("cache-control")).toBe("no-store")
    expect(page).toContain("Use this link to login automatically on another device")
    for (const name of ["Show auto-login QR code", "Copy auto-login link", "Share auto-login link"])
      expect(page).toContain(name)
    expect(url).toStartWith(`${hearth.server.url}/session/transfers/`)
    expect((await follow(new URL(url).pathname)).status).toBe(303)
  })

  test("gives a QR code that is not cached", async () => {
    const page = await (await made(await hearth.clientFor(bea))).text()
    const path = /href="(\/qr_code\/[^"]+)"/.exec(page)?.[1] ?? ""

    const code = await hearth.anonymousClient().get(path)

    expect(code.status).toBe(200)
    expect(code.headers.get("content-type")).toBe("image/svg+xml")
    expect(code.headers.get("cache-control")).toBe("no-store")
  })

  test("for another person requires an administrator and is logged", async () => {
    const response = await made(await hearth.clientFor(ada), bea)

    expect(response.status).toBe(201)
    expect(await response.text()).toContain("Share to get them back into their account")
    const [entry] = await auditEntries({ action: "made_sign_in_link" }).execute()
    expect(entry).toMatchObject({ actor_name: "Ada", subject_name: "Bea", ip_address: "127.0.0.1" })
  })

  test("is rejected for others, and for deactivated people, bots and unknown ids", async () => {
    const gone = await createMember("Gone2")
    const robot = await createMember("Robot", { role: "bot" })
    const administrator = await hearth.clientFor(ada)
    await administrator.delete(`/account/users/${gone.id}`)
    const before = await database().selectFrom("transfers").select("id").execute()

    const refused = await made(await hearth.clientFor(bea), ada)
    expect(refused.status).toBe(403)
    for (const person of [gone, robot]) expect((await made(administrator, person)).status).toBe(404)
    expect((await administrator.post("/session/transfers", { user_id: 4711 })).status).toBe(404)
    expect((await administrator.post("/session/transfers", { user_id: "x" })).status).toBe(422)
    expect((await made(hearth.anonymousClient())).headers.get("location")).toBe("/session/new")

    expect(await database().selectFrom("transfers").select("id").execute()).toEqual(before)
  })

  test("is offered on one's own profile, and to administrators on people's pages", async () => {
    const offer = 'action="/session/transfers"'
    const page = async (person: User, path: string) =>
      (await (await hearth.clientFor(person)).get(path)).text()

    expect(await page(bea, "/users/me/profile")).toContain(offer)
    expect(await page(ada, `/users/${bea.id}`)).toContain("Is Bea locked out?")
    expect(await page(bea, `/users/${ada.id}`)).not.toContain(offer)
    expect(await page(bea, "/session/transfers")).toContain(offer)
  })
})
