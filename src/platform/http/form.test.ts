import { expect, test } from "bun:test"
import { Hono } from "hono"
import { z } from "zod"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"
import { parse, rejectUnreadableBody, typed } from "./form"
import { readRequestBody } from "./request-body"

const RoomForm = z.object({
  room: z.object({
    name: z.string("A room needs a name.").trim().min(1, "A room needs a name."),
    colour: z.string().max(5, "A colour is short.").optional(),
  }),
  user_ids: z.array(z.string()).default([]),
})

/** What becomes of `body` on its way to a route that reads it as a room. */
async function sent(body: string, type = "application/x-www-form-urlencoded") {
  const request = new Request("http://hearth.example/rooms", {
    method: "POST",
    headers: { "content-type": type },
    body,
  })
  const app = new Hono<WebEnv>()
  let outcome: unknown
  app.use(rejectUnreadableBody)
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

test("names nest as browsers write them, and nothing else gets through", async () => {
  const body = "room[name]=+Hall+&room[creator]=7&user_ids[]=1&user_ids[]=2&admin=true"

  expect(await sent(body)).toEqual({
    method: "POST",
    form: { room: { name: "Hall" }, user_ids: ["1", "2"] },
    typed: " Hall ",
  })
})

test("a multipart form reads the same", async () => {
  const body = `--x\r\ncontent-disposition: form-data; name="room[name]"\r\n\r\nHall\r\n--x--\r\n`

  expect(await sent(body, "multipart/form-data; boundary=x")).toMatchObject({
    form: { room: { name: "Hall" } },
  })
})

test("a form can mean another method, but only one that changes something", async () => {
  expect(await sent("_method=patch&room[name]=Hall")).toMatchObject({ method: "PATCH" })
  expect(await sent("_method=DELETE&room[name]=Hall")).toMatchObject({ method: "DELETE" })
  for (const method of ["get", "head", "options", "brew", ""])
    expect(await sent(`_method=${method}&room[name]=Hall`)).toMatchObject({ method: "POST" })
})

test("each input that is wrong has its reason", async () => {
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

test("what is not the form that it says it is goes no further", async () => {
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"])
    expect(await sent("nothing of the kind", type)).toMatchObject({
      name: "ValidationError",
      status: 400,
    })
})

test("more than a megabyte of text is too much", async () => {
  expect(await sent(`room[name]=${"x".repeat(1024 * 1024)}`)).toMatchObject({ status: 413 })
})

test("names that reach for what objects are made of find nothing", async () => {
  const body = "__proto__[polluted]=yes&constructor[prototype][polluted]=yes&room[__proto__][x]=1"

  expect(await sent(`${body}&room[name]=Hall`)).toMatchObject({ form: { room: { name: "Hall" } } })
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
  expect(await sent("room[name][]=Hall")).toMatchObject({ status: 422 })
  expect(await sent("room[name][deeper]=Hall")).toMatchObject({ status: 422 })
})

test("invalid UTF-8 becomes what it looks like, and NUL nothing at all", async () => {
  expect(await sent("room[name]=%FFHa%00ll")).toMatchObject({
    form: { room: { name: "\uFFFDHall" } },
  })
})

test.each([
  ["many values of one name", "user_ids[]=&".repeat(80_000)],
  ["many names", Array.from({ length: 90_000 }, (_, n) => `a[${n}]`).join("&")],
  ["a name of many parts", `a${"[b".repeat(500_000)}`],
  ["many names of many parts", `a${"[b".repeat(50)}&`.repeat(10_000)],
])(
  "a megabyte of %s is read as fast as any other",
  async (_, body) => {
    const form = `${body}&room[name]=Hall`

    expect(await sent(form)).toMatchObject({ form: { room: { name: "Hall" } } })
  },
  3000,
)
