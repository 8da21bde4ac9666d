import { expect, test } from "bun:test"
import { Hono } from "hono"
import { z } from "zod"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"
import { parse, rejectUnreadableBody, typed } from "./form"
import { guardedBy } from "./guards"
import { readRequestBody } from "./request-body"

const RoomForm = z.object({
  room: z.object({
    name: z.string("A room needs a name.").trim().min(1, "A room needs a name."),
    colour: z.string().max(5, "A colour is short.").optional(),
  }),
  user_ids: z.array(z.string()).default([]),
})

/** The result of parsing `body` as a room's form. */
async function sent(body: string, type = "application/x-www-form-urlencoded") {
  const request = new Request("http://hearth.example/rooms", {
    method: "POST",
    headers: { "content-type": type },
    body,
  })
  const app = new Hono<WebEnv>()
  let outcome: unknown
  app.use(guardedBy(rejectUnreadableBody))
  app.all("/rooms", (c) => {
    outcome = { method: c.req.method, form: parse(c, RoomForm), typed: typed(c, "room[name]") }
    return c.body(null)
  })
  app.onError((error, c) => {
    outcome = error
    return c.body(null, 400)
  })
  const read = await readRequestBody(request, () => false)
  await app.fetch(read.request, read)
  return outcome
}

test("NUL and invalid UTF-8 become replacement characters in every text", async () => {
  const outcome = await sent("room[name]=a%00b%FFc&room[colour]=%00&user_ids[]=%00")

  expect(outcome).toMatchObject({
    form: {
      room: { name: "a\uFFFDb\uFFFDc", colour: "\uFFFD" },
      user_ids: ["\uFFFD"],
    },
  })
})

test("nested names are parsed, and unknown fields are dropped", async () => {
  const body = "room[name]=+Hall+&room[creator]=7&user_ids[]=1&user_ids[]=2&admin=true"

  expect(await sent(body)).toEqual({
    method: "POST",
    form: { room: { name: "Hall" }, user_ids: ["1", "2"] },
    typed: " Hall ",
  })
})

test("a multipart form is parsed the same way", async () => {
  const body = `--x\r\ncontent-disposition: form-data; name="room[name]"\r\n\r\nHall\r\n--x--\r\n`

  expect(await sent(body, "multipart/form-data; boundary=x")).toMatchObject({
    form: { room: { name: "Hall" } },
  })
})

test("a form can override its method with an unsafe one", async () => {
  expect(await sent("_method=patch&room[name]=Hall")).toMatchObject({ method: "PATCH" })
  expect(await sent("_method=DELETE&room[name]=Hall")).toMatchObject({ method: "DELETE" })
  for (const method of ["get", "head", "options", "brew", ""])
    expect(await sent(`_method=${method}&room[name]=Hall`)).toMatchObject({ method: "POST" })
})

test("each invalid input has its error message", async () => {
  const refused = await sent("room[name]=+&room[colour]=turquoise")

  expect(refused).toBeInstanceOf(ValidationError)
  expect(refused).toMatchObject({
    status: 422,
    message: "A room needs a name. A colour is short.",
    reasons: { "room[name]": "A room needs a name.", "room[colour]": "A colour is short." },
  })
})

test("a request without its form is a 400", async () => {
  for (const body of ["", "name=Hall", "room=Hall&x[]=1"])
    expect(await sent(body)).toMatchObject({ name: "ValidationError" })
  expect(await sent("name=Hall")).toMatchObject({ status: 400 })
  expect(await sent('{"room":{"name":"Hall"}}', "application/json")).toMatchObject({ status: 400 })
})

test("a body that does not match its content type is rejected", async () => {
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"])
    expect(await sent("nothing of the kind", type)).toMatchObject({
      name: "ValidationError",
      status: 400,
    })
})

test("more than a megabyte of text is rejected", async () => {
  expect(await sent(`room[name]=${"x".repeat(1024 * 1024)}`)).toMatchObject({ status: 413 })
})

test("names can't reach the prototype", async () => {
  const body = "__proto__[polluted]=yes&constructor[prototype][polluted]=yes&room[__proto__][x]=1"

  expect(await sent(`${body}&room[name]=Hall`)).toMatchObject({ form: { room: { name: "Hall" } } })
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
  expect(await sent("room[name][]=Hall")).toMatchObject({ status: 422 })
  expect(await sent("room[name][deeper]=Hall")).toMatchObject({ status: 422 })
})

test.each([
  ["values of one name", (n: number) => "user_ids[]=&".repeat(n)],
  ["names", (n: number) => Array.from({ length: n }, (_, i) => `a[${i}]`).join("&")],
  ["parts of one name", (n: number) => `a${"[b".repeat(5 * n)}`],
  ["names of many parts", (n: number) => `a${"[b".repeat(50)}&`.repeat(n / 8)],
])("the time to parse many %s grows with their number", async (_, body) => {
  const cost = async (n: number) => {
    const start = process.cpuUsage()
    expect(await sent(`${body(n)}&room[name]=Hall`)).toMatchObject({
      form: { room: { name: "Hall" } },
    })
    const { user, system } = process.cpuUsage(start)
    return user + system
  }
  await cost(8_000)

  // Ten times as many: a quadratic parser takes a hundred times as long.
  const [few, many] = [await cost(8_000), await cost(80_000)]

  expect(many).toBeLessThan(40 * Math.max(few, 5_000))
})
