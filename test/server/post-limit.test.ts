import { expect, test } from "bun:test"
import { ADA, HttpClient } from "../support/http-client"
import { startServer } from "../support/server"

test("a person above the rate limit of posts must wait; a repeated message counts once", async () => {
  await using server = await startServer({ env: { POSTS_PER_MINUTE: "3" } })
  const ada = new HttpClient(server)
  await ada.createFirstUser(ADA)
  const post = (id: string) =>
    ada.post("/rooms/1/messages", {
      "message[body]": `<p>${id}</p>`,
      "message[client_message_id]": id,
    })

  for (const id of ["one", "one", "two", "one", "three"])
    expect([id, (await post(id)).ok]).toEqual([id, true])

  const refused = await post("four")
  expect(refused.status).toBe(429)
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/)
  expect(await refused.text()).toMatch(
    /You’re sending messages too quickly\. Try again in \d+ seconds?\./,
  )
  expect((await post("two")).ok).toBe(true)
  const other = await ada.post("/rooms/1/messages", {
    "message[body]": "<p>/topic Something else under an id that was counted</p>",
    "message[client_message_id]": "two",
  })
  expect(other.status).toBe(429)
  expect(await (await ada.get("/rooms/1")).text()).not.toContain("message_four")
})
