import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { ADA, HttpClient } from "../support/http-client"
import { type Server, startServer } from "../support/server"

/** Each `act` may be done this many times a minute where five messages may be posted. */
const ACTS: [what: string, most: number, act: (ada: HttpClient) => Promise<Response>][] = [
  ["edits", 5, (ada) => ada.patch("/rooms/1/messages/1", { "message[body]": "<p>Kept text</p>" })],
  ["boosts", 5, (ada) => ada.post("/messages/1/boosts", { "boost[content]": "Kept text" })],
  ["pins", 5, (ada) => ada.post("/messages/1/pin")],
  ["saves", 5, (ada) => ada.post("/messages/1/save")],
  ["involvements", 5, (ada) => ada.put("/rooms/1/involvement", { involvement: "mentions" })],
  ["uploads", 5, announce],
  // All different, so that no cached response is used.
  ["searches", 1, (ada) => ada.get(`/searches?q=${crypto.randomUUID()}`)],
  ["rooms", 1, (ada) => ada.post("/rooms/opens", { "room[name]": "Kept text" })],
]

const KEEPS_TEXT = ["edits", "boosts", "rooms"]

describe("a person who exceeds one rate limit", () => {
  let server: Server
  let ada: HttpClient

  beforeAll(async () => {
    server = await startServer({ env: { POSTS_PER_MINUTE: "5" } })
    ada = new HttpClient(server)
    await ada.createFirstUser(ADA)
    await ada.post("/rooms/1/messages", {
      "message[body]": "<p>Kettle’s on</p>",
      "message[client_message_id]": "kettle",
    })
  })

  afterAll(() => server.stop())

  test.each(ACTS)("must wait with %s and can do everything else", async (what, most, act) => {
    for (let done = 0; done < most; done++) expect((await act(ada)).status).toBeLessThan(400)

    const rejected = await act(ada)
    expect(rejected.status).toBe(429)
    expect(rejected.headers.get("retry-after")).toMatch(/^\d+$/)
    const text = await rejected.text()
    expect(text).toMatch(/You’re [a-z ]+ too quickly\. Try again in \d+ seconds?\./)
    if (KEEPS_TEXT.includes(what)) expect(text).toContain("Kept text")
    if (what === "uploads") expect(JSON.parse(text)).toEqual({ error: expect.any(String) })
  })
})

function announce(ada: HttpClient) {
  const checksum = new Bun.CryptoHasher("md5").update("tea").digest("base64")
  return ada.request("POST", "/rails/active_storage/direct_uploads", {
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ blob: { filename: "tea.txt", byte_size: 3, checksum } }),
  })
}
