import { expect, test } from "bun:test"
import { database } from "../../src/platform/database/database"
import { openHearth } from "../support/hearth"
import { ADA, type HttpClient } from "../support/http-client"

const form = (changes: Record<string, string> = {}) => ({
  "user[name]": ADA.name,
  "user[email_address]": ADA.email,
  "user[password]": ADA.password,
  ...changes,
})

const people = () => database().selectFrom("users").selectAll().orderBy("id").execute()

async function titleAt(client: HttpClient, path: string) {
  const page = await (await client.get(path)).text()
  return /<title>(.*)<\/title>/.exec(page)?.[1]
}

test("without an account, every page redirects to the first run", async () => {
  await using hearth = await openHearth()
  const anonymous = hearth.anonymousClient()

  const root = await anonymous.get("/")
  const signIn = await anonymous.follow(root)
  const firstRun = await anonymous.follow(signIn)

  expect([root.headers.get("location"), signIn.headers.get("location")]).toEqual([
    "/session/new",
    "/first_run",
  ])
  const page = await firstRun.text()
  expect(firstRun.status).toBe(200)
  expect(page).toContain("<title>Set up Hearth</title>")
  expect(page).toContain('<body class="signup"')
})

test("the first run creates the account, its administrator and All Talk, and signs in", async () => {
  await using hearth = await openHearth()
  const ada = hearth.anonymousClient()

  const response = await ada.post("/first_run", {
    ...form({ "user[email_address]": " ADA@Example.COM " }),
    "user[role]": "bot",
    "account[name]": "Mine",
  })

  expect(response.status).toBe(302)
  expect(response.headers.get("location")).toBe("/")
  expect(response.headers.get("set-cookie")).toMatch(
    /^session_token=[\w-]+--[0-9a-f]{64}; Path=\/; Max-Age=630720000; HttpOnly; SameSite=Lax$/,
  )
  expect(await people()).toMatchObject([
    { name: ADA.name, email_address: "ada@example.com", role: "administrator" },
  ])
  const room = await ada.follow(response)
  expect(await titleAt(ada, room.headers.get("location") ?? "")).toBe("All Talk")
  const account = await database().selectFrom("accounts").selectAll().executeTakeFirst()
  expect(account?.name).toBe("Hearth")
})

test("the first run is closed once there is an account", async () => {
  await using hearth = await openHearth()
  await hearth.anonymousClient().createFirstUser()
  const late = hearth.anonymousClient()

  const [page, post] = [await late.get("/first_run"), await late.post("/first_run", form())]

  for (const response of [page, post]) {
    expect(response.status).toBe(302)
    expect(response.headers.get("location")).toBe("/")
  }
  expect(late.cookies.size).toBe(0)
  expect(await people()).toHaveLength(1)
})

test("of five concurrent first runs one wins, and all redirect to /", async () => {
  await using hearth = await openHearth()
  const clients = Array.from({ length: 5 }, hearth.anonymousClient)

  const responses = await Promise.all(
    clients.map((client, index) =>
      client.post("/first_run", form({ "user[email_address]": `founder${index}@example.com` })),
    ),
  )

  expect(responses.map(({ status }) => status)).toEqual(Array(5).fill(302))
  expect(responses.map(({ headers }) => headers.get("location"))).toEqual(Array(5).fill("/"))
  expect(clients.filter(({ cookies }) => cookies.has("session_token"))).toHaveLength(1)
  expect(await people()).toMatchObject([{ role: "administrator" }])
  expect(await database().selectFrom("accounts").selectAll().execute()).toHaveLength(1)
})

test("an invalid form returns its input with the reasons and stores nothing", async () => {
  await using hearth = await openHearth()
  const anonymous = hearth.anonymousClient()

  for (const [field, value, reason] of [
    ["user[name]", "  ", "Please enter a name."],
    ["user[name]", "x".repeat(101), "A name has at most 100 characters."],
    ["user[email_address]", "no address", "This is not an e-mail address"],
    ["user[password]", "", "Please enter a password."],
  ] as const) {
    const response = await anonymous.post("/first_run", form({ [field]: value }))
    const page = await response.text()

    expect(response.status).toBe(422)
    expect(page).toContain(reason)
    expect(page).toContain(`value="${field === "user[email_address]" ? value : ADA.email}"`)
    expect(page).not.toContain(ADA.password)
  }
  expect(await people()).toEqual([])
  expect(anonymous.cookies.size).toBe(0)

  const missing = await anonymous.post("/first_run", { name: "Ada" })
  expect(missing.status).toBe(400)
  expect((await anonymous.post("/first_run", form())).status).toBe(302)
})

test("a password of 300 bytes is hashed to its last byte", async () => {
  await using hearth = await openHearth()
  const password = "0123456789".repeat(30)
  await hearth.anonymousClient().createFirstUser({ ...ADA, password })

  const [whole, cut] = [hearth.anonymousClient(), hearth.anonymousClient()]
  await whole.signIn({ ...ADA, password })
  const refused = await cut.post("/session", {
    email_address: ADA.email,
    password: password.slice(0, 72),
  })

  expect(refused.status).toBe(401)
})
