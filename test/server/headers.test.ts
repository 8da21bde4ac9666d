import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { HttpClient } from "../support/http-client"
import { allMessages, scene } from "../support/scene"
import { startServer } from "../support/server"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth({ env: { APP_VERSION: "1.2.3", GIT_REVISION: "abc1234" } })
  ada = (await scene()).ada
})
afterAll(() => hearth.close())

const EVERYWHERE = {
  "content-security-policy":
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data: https:; media-src 'self' blob: data: https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  "x-frame-options": "SAMEORIGIN",
  "x-content-type-options": "nosniff",
  "x-permitted-cross-domain-policies": "none",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-version": "1.2.3",
  "x-rev": "abc1234",
}

const headersOf = (answer: Response) =>
  Object.fromEntries(Object.keys(EVERYWHERE).map((name) => [name, answer.headers.get(name)]))

describe("every response has the security headers and the version", () => {
  test.each([
    ["GET", "/rooms/1", 200],
    ["GET", "/", 302],
    ["GET", "/users/me/sidebar", 200],
    ["GET", "/rooms/1/messages", 204],
    ["GET", "/rooms/1/refresh", 200],
    ["GET", "/rooms/99", 302],
    ["GET", "/rooms/1/messages/99", 404],
    ["GET", "/nowhere", 404],
    ["GET", "/assets/nothing.js", 404],
    ["GET", "/up", 200],
    ["GET", "/users/nonsense/avatar", 404],
    ["HEAD", "/rooms/1", 200],
    ["POST", "/rooms/1", 404],
    ["POST", "/rooms/1/messages", 400],
    ["OPTIONS", "/rooms/1", 404],
  ])("%s %s", async (method, path, status) => {
    const client = await hearth.clientFor(ada)

    const answer = await client.request(method, path)

    expect(answer.status).toBe(status)
    expect(headersOf(answer)).toEqual(EVERYWHERE)
  })

  test("also with a malformed or oversized body", async () => {
    const client = await hearth.clientFor(ada)
    const broken = await client.request("POST", "/rooms/1/messages", {
      headers: { "content-type": "multipart/form-data; boundary=x" },
      body: "nothing of the kind",
    })
    const huge = await client.post("/rooms/1/messages", { "message[body]": "x".repeat(100_000) })

    expect([broken.status, huge.status]).toEqual([400, 413])
    for (const answer of [broken, huge]) expect(headersOf(answer)).toEqual(EVERYWHERE)
  })

  test("also without a session", async () => {
    for (const path of ["/session/new", "/rooms/1"])
      expect(headersOf(await hearth.anonymousClient().get(path))).toEqual(EVERYWHERE)
  })

  test("also when it comes from the response cache", async () => {
    const client = await hearth.clientFor(ada)
    await client.get("/rooms/1")
    await client.get("/rooms/1")

    expect(headersOf(await client.get("/rooms/1"))).toEqual(EVERYWHERE)
  })
})

test.each([
  "/users/me/profile",
  "/users/me/sessions",
  "/rooms/1/refresh",
  "/rooms/opens/new",
  "/autocompletable/users?query=a",
  "/nowhere",
])("%s is cached only privately and revalidated", async (path) => {
  const answer = await (await hearth.clientFor(ada)).get(path)

  expect(answer.headers.get("cache-control")).toBe("private, no-cache")
})

test("pages have no inline script, so the CSP needs no exception", async () => {
  const page = await (await (await hearth.clientFor(ada)).get("/rooms/1")).text()

  expect(page.match(/<script\b[^>]*>/g)?.every((tag) => tag.includes(" src="))).toBe(true)
  expect(page).not.toMatch(/\son[a-z]+=/i)
})

test("over TLS, responses set HSTS and secure cookies", async () => {
  await using secure = await startServer({ env: { HEARTH_URL: "https://hearth.example" } })
  const founder = new HttpClient(secure)

  const page = await founder.get("/first_run")
  const answer = await founder.post(
    "/first_run",
    { "user[name]": "Ada", "user[email_address]": "a@example.com", "user[password]": "engine" },
    { "sec-fetch-site": "same-origin" },
  )

  expect(page.headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains")
  expect(answer.headers.get("set-cookie")).toEndWith("; HttpOnly; SameSite=Lax; Secure")
  expect(
    (await (await hearth.clientFor(ada)).get("/rooms/1")).headers.has("strict-transport-security"),
  ).toBe(false)
})

describe("a request that changes something", () => {
  const form = { "message[body]": "Hello" }
  const path = "/rooms/1/messages"

  /** Sends exactly these headers; fetch and the client would add those that identify the site. */
  async function send(headers: Record<string, string>, cookie: string | null) {
    const answer = await fetch(`${hearth.server.url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { accept: "text/html", ...headers, ...(cookie !== null && { cookie }) },
      body: new URLSearchParams(form),
    })
    return { status: answer.status, page: await answer.text() }
  }

  test("is accepted from Hearth's own pages", async () => {
    const { cookieHeader: cookie, url: origin } = await hearth.clientFor(ada)
    const earlier = (await allMessages()).length

    // A browser on TLS, and one on plain HTTP, which omits the first header.
    expect(await send({ "sec-fetch-site": "same-origin", origin }, cookie)).toMatchObject({
      status: 302,
    })
    expect(await send({ origin }, cookie)).toMatchObject({ status: 302 })

    expect(await allMessages()).toHaveLength(earlier + 2)
  })

  test.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ "sec-fetch-site": "none" }],
    [{ "sec-fetch-site": "cross-site", origin: "OURS" }],
    [{ "sec-fetch-site": "nonsense" }],
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "" }],
    [{}],
  ])("never from elsewhere: %p is refused", async (headers: Record<string, string>) => {
    const { cookieHeader, url } = await hearth.clientFor(ada)
    const earlier = await allMessages()
    const given = headers.origin === "OURS" ? { ...headers, origin: url } : headers

    const { status, page } = await send(given, cookieHeader)

    expect(status).toBe(422)
    expect(page).toContain("That didn’t work (422)")
    expect(page).toContain("This request came from another site")
    expect(await allMessages()).toEqual(earlier)
  })

  test("is accepted from a program, which has no session to abuse", async () => {
    expect(await send({}, null)).toMatchObject({ status: 302 })
    expect(await send({ "user-agent": "curl/8.0" }, "another=cookie")).toMatchObject({
      status: 302,
    })
    expect(await send({ origin: "https://evil.example" }, null)).toMatchObject({ status: 422 })
  })

  test("cannot be sent as GET or HEAD, whatever the query says", async () => {
    const client = await hearth.clientFor(ada)

    await client.get("/session?_method=delete")
    await client.request("HEAD", "/session?_method=delete")

    expect((await client.get("/rooms/1")).status).toBe(200)
  })
})
