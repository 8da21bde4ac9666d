import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { rawRequest, sendRaw, statusOf } from "../support/raw"
import { allMessages, scene } from "../support/scene"

let hearth: Hearth
let ada: User
let cookie: string

beforeAll(async () => {
  hearth = await openHearth()
  ada = (await scene()).ada
  cookie = (await hearth.clientFor(ada)).cookieHeader
})
afterAll(() => hearth.close())

// After every request the server runs, logged no unexpected error, and exposed no internals.
afterEach(async () => {
  expect((await fetch(`${hearth.server.url}/up`)).status).toBe(200)
  expect(hearth.server.logs.filter((line) => /error|\.tsx?:\d/i.test(line))).toEqual([])
})

const STACK = /\n\s+at \S+ \(|\.tsx?:\d+|node_modules|[a-z]Error:/

/** Sends raw bytes and returns the status; the response must not contain a stack trace. */
async function answered(request: string) {
  const answer = await sendRaw(hearth.server, Buffer.from(request, "latin1"))
  expect(answer).not.toMatch(STACK)
  return statusOf(answer)
}

const form = (body: string, type: string) => ({
  cookie,
  "sec-fetch-site": "same-origin",
  "content-type": type,
  "content-length": String(Buffer.byteLength(body, "latin1")),
})

const posted = (type: string, body: string) =>
  answered(rawRequest("POST /rooms/1/messages", form(body, type), body))

describe("an unknown URL", () => {
  test.each([
    "/%00",
    "/%",
    "/%E0%A4%A",
    "/%FF",
    "/\xff",
    "//",
    "///",
    "/../../etc/passwd",
    "/assets/../../package.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/..%2f..%2fpackage.json",
    "/assets/",
    "/assets/application.js",
    "/rooms/1/nowhere",
    "/rooms/1/messages/1/nothing",
    "/rooms/1/messages/%00",
    "/rooms/1/messages?before=%",
    "/rooms/1/messages?before=%00",
    "/users/%FF/avatar",
    "/constructor",
    "/__proto__",
    `/${"a".repeat(8000)}`,
  ])("%s is a 404", async (path) => {
    expect(await answered(rawRequest(`GET ${path}`, { cookie }))).toBe(404)
  })

  test.each([
    "/rooms/%00",
    "/rooms/%FF%FE",
    "/rooms/-1",
    "/rooms/1.5",
    "/rooms/99999999999999999999",
    "/rooms/1%20or%201=1",
    "/rooms/%E0%A4%A",
    "/rooms/%2e%2e%2f",
    "/rooms/99999999999999999999/@%00",
  ])("%s is a room that can't be found", async (path) => {
    expect(await answered(rawRequest(`GET ${path}`, { cookie }))).toBe(302)
  })

  test("above the length limit is rejected", async () => {
    expect(await answered(rawRequest(`GET /${"a".repeat(100_000)}`))).toBe(431)
    expect(await answered(rawRequest("GET /", { nonsense: "a".repeat(100_000) }))).toBe(431)
  })
})

describe("a method", () => {
  test.each([
    ["POST", "/", 404],
    ["DELETE", "/rooms", 404],
    ["PATCH", "/rooms/1/messages", 404],
    ["POST", "/session/new", 404],
    ["DELETE", "/first_run", 404],
    ["POST", "/users/me/sidebar", 404],
    ["POST", "/up", 404],
    ["POST", "/cable", 404],
    ["GET", "/cable", 404],
    ["OPTIONS", "/rooms/1", 404],
    ["TRACE", "/rooms/1", 404],
  ])("that a path doesn't know: %s %s is a %i", async (method, path, status) => {
    const headers = { cookie, "sec-fetch-site": "same-origin" }

    expect(await answered(rawRequest(`${method} ${path}`, headers))).toBe(status)
  })

  test("that is unknown gets no misleading response", async () => {
    const status = await answered(rawRequest("BREW /rooms/1", { cookie }))

    expect(Number.isNaN(status) || [400, 404, 405, 501].includes(status)).toBe(true)
  })

  test("HEAD gets the headers of GET without the body", async () => {
    const answer = await sendRaw(hearth.server, rawRequest("HEAD /rooms/1", { cookie }))

    expect(statusOf(answer)).toBe(200)
    expect(answer.toLowerCase()).toContain("content-type: text/html; charset=utf-8")
    expect(answer.split("\r\n\r\n")[1]).toBe("")
  })
})

describe("a Host header", () => {
  test.each(["[", "%%%", "::::"])("that is malformed, such as %p, is rejected", async (host) => {
    expect(await answered(rawRequest("GET /rooms/1", { host, cookie }))).toBe(400)
    expect(await answered(rawRequest("GET /up", { host }))).toBe(400)
  })

  test.each(["a b[", "a/b@c", "", "evil.example"])("such as %p does no harm", async (host) => {
    expect(await answered(rawRequest("GET /rooms/1", { host, cookie }))).toBe(200)
    expect(await answered(rawRequest("GET /rooms/1", { cookie }))).toBe(200)
  })

  test("is not required in HTTP/1.0, which some health checks use", async () => {
    expect(await answered("GET /up HTTP/1.0\r\n\r\n")).toBe(200)
    expect(await answered("GET /session/new HTTP/1.0\r\n\r\n")).toBe(200)
    expect(await answered("GET /up HTTP/1.1\r\nConnection: close\r\n\r\n")).toBe(400)
  })

  test("that is missing or malformed opens no socket", async () => {
    const socket = { connection: "Upgrade, close", upgrade: "websocket", origin: "http://a b" }
    expect(await answered(rawRequest("GET /cable?token=x", { ...socket, host: "a b" }))).toBe(404)
    expect(await answered("GET /cable HTTP/1.0\r\nUpgrade: websocket\r\n\r\n")).toBe(404)
  })

  test("of another site in the request line redirects to no other site", async () => {
    const answer = await sendRaw(hearth.server, rawRequest("GET http://evil.example//rooms"))

    expect(statusOf(answer)).toBe(302)
    expect(answer).toMatch(/\r\nlocation: \/session\/new\r\n/i)
  })
})

describe("a body", () => {
  const multipart = (lines: string[]) => lines.join("\r\n")

  test.each([
    ["multipart without a boundary", "multipart/form-data", "abc"],
    ["multipart without a part", "multipart/form-data; boundary=x", "abc"],
    [
      "multipart that ends early",
      "multipart/form-data; boundary=x",
      multipart(["--x", 'Content-Disposition: form-data; name="message[body]"', "", "Hel"]),
    ],
    [
      "multipart without names",
      "multipart/form-data; boundary=x",
      multipart(["--x", "Content-Disposition: form-data", "", "Hello", "--x--", ""]),
    ],
    ["JSON", "application/json", '{"message":{"body":"Hello"}}'],
    ["a nonsense type", "a/b/c;;;=", "message[body]=Hello"],
    ["no type at all", "", "message[body]=Hello"],
    ["nothing", "application/x-www-form-urlencoded", ""],
    ["separators alone", "application/x-www-form-urlencoded", "&&&===&[&]&[]=&]["],
  ])("that is no form of ours (%s) is a 400", async (_, type, body) => {
    const earlier = await allMessages()

    expect(await posted(type, body)).toBe(400)

    expect(await allMessages()).toEqual(earlier)
  })

  test.each([
    ["a list", "message[body][]=Hello"],
    ["a group", "message[body][text]=Hello"],
    ["nothing", "message[client_message_id]=a"],
  ])("that has %s where words should be is a 422", async (_, body) => {
    expect(await posted("application/x-www-form-urlencoded", body)).toBe(422)
  })

  test("with a file in place of a text field is a 422", async () => {
    const body = multipart([
      "--x",
      'Content-Disposition: form-data; name="message[body]"; filename="a.txt"',
      "Content-Type: text/plain",
      "",
      "Hello",
      "--x--",
      "",
    ])

    expect(await posted("multipart/form-data; boundary=x", body)).toBe(422)
  })

  test("with invalid UTF-8 and NUL is decoded as far as possible", async () => {
    expect(
      await posted("application/x-www-form-urlencoded", "message[body]=Hi%00+%FF%FE+there\xff"),
    ).toBe(302)

    expect((await allMessages()).at(-1)?.body).toBe("Hi\uFFFD \uFFFD\uFFFD there\uFFFD")
  })

  test("above the limit is a 413, with and without a Content-Length", async () => {
    const earlier = await allMessages()
    const type = "application/x-www-form-urlencoded"
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`
    const headers = { cookie, "sec-fetch-site": "same-origin", "content-type": type }
    const chunked = { ...headers, "transfer-encoding": "chunked" }

    expect(await posted(type, `message[body]=${"x".repeat(2_000_000)}`)).toBe(413)
    expect(
      await answered(rawRequest("POST /rooms/1/messages", chunked, `${chunk.repeat(40)}0\r\n\r\n`)),
    ).toBe(413)

    expect(await allMessages()).toEqual(earlier)
  })

  test("with two lengths is rejected, to prevent request smuggling", async () => {
    const headers = { ...form("0\r\n\r\n", "text/plain"), "transfer-encoding": "chunked" }

    expect(await answered(rawRequest("POST /rooms/1/messages", headers, "0\r\n\r\n"))).toBe(400)
  })

  test("that is not HTTP is rejected", async () => {
    expect(await answered("\x00\x01\x02\r\n\r\n")).toBe(400)
    expect(await answered("GET / HTTP/9.9\r\nhost: a\r\n\r\n")).toBeOneOf([400, 505])
  })
})

describe("cookies", () => {
  test.each([
    "session_token",
    "=",
    ";;;",
    "session_token=a; session_token=b",
    `flash=x; last_room=%00; return_to=${"a".repeat(3000)}`,
    "\xff\xfe=\xff",
    "last_room=999999999999999999999999",
    "__proto__=x; constructor=y",
  ])("such as %p mean no session", async (broken) => {
    expect(await answered(rawRequest("GET /rooms/1", { cookie: broken }))).toBe(302)
    expect(await answered(rawRequest("GET /session/new", { cookie: broken }))).toBe(200)
  })

  test("that are malformed don't affect the valid ones", async () => {
    const mixed = `flash=broken; last_room=%00; return_to=x--y; ${cookie}; a=%E0%A4%A`

    expect(await answered(rawRequest("GET /rooms/1", { cookie: mixed }))).toBe(200)
    expect(await answered(rawRequest("GET /", { cookie: mixed }))).toBe(302)
  })
})
