import { afterAll, beforeAll, expect, test } from "bun:test"
import { Parser } from "htmlparser2"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { createMessage, openRoom, scene } from "../support/scene"

const MOST_BYTES = 2048
const MOST_ELEMENTS = 25
const MOST_PAGE_BYTES = 100_000

let hearth: Hearth
let set: Awaited<ReturnType<typeof scene>>

beforeAll(async () => {
  hearth = await openHearth()
  set = await scene()
})
afterAll(() => hearth.close())

test("a short message has few bytes and elements in page, reply and frame", async () => {
  const { ada } = set
  const room = await openRoom(ada, "Small talk")
  const client = await hearth.clientFor(ada)
  const page = async () => (await client.get(`/rooms/${room.id}`)).text()
  const signed_stream_name = /signed-stream-name="([^"]+)"/.exec(await page())?.[1] ?? ""
  const cable = await CableClient.open(client)
  const stream = await cable.subscribe("RoomMessagesChannel", { signed_stream_name })

  const reply = await post(client, `/rooms/${room.id}/messages`)
  const frame = String(await stream.next())
  await cable.close()

  const places = [reply, frame, articleIn(await page())]
  for (const html of [...places, JSON.stringify(frame)])
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MOST_BYTES)
  for (const html of places) {
    const { elements, controllers, frames } = count(html)
    expect(elements).toBeLessThanOrEqual(MOST_ELEMENTS)
    expect({ controllers, frames }).toEqual({ controllers: 0, frames: 0 })
  }
})

test("a page of 40 short messages has one menu, and at most 100 KB", async () => {
  const { ada, bea } = set
  const room = await openRoom(ada, "Busy")
  for (let number = 0; number < 40; number++)
    await createMessage(room, number % 3 === 0 ? bea : ada, "<p>The kettle is on</p>")

  const page = await (await (await hearth.clientFor(ada)).get(`/rooms/${room.id}`)).text()

  expect(page.match(/<article id="message_/g)).toHaveLength(40)
  expect(page.match(/class="quick-boosts"/g)).toHaveLength(1)
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(MOST_PAGE_BYTES)
})

async function post(client: HttpClient, path: string) {
  const form = {
    "message[body]": "<p>The kettle is on</p>",
    "message[client_message_id]": crypto.randomUUID(),
  }
  return (await client.post(path, form, { accept: "text/vnd.turbo-stream.html" })).text()
}

const articleIn = (page: string) => /<article id="message_.*?<\/article>/s.exec(page)?.[0] ?? ""

function count(html: string) {
  const found = { elements: 0, controllers: 0, frames: 0 }
  const parser = new Parser({
    onopentag(name, attributes) {
      found.elements++
      if (name === "turbo-frame") found.frames++
      if ("data-controller" in attributes) found.controllers++
    },
  })
  parser.end(html)
  return found
}
