import { expect, test } from "bun:test"
import { Hono } from "hono"
import type { WebEnv } from "../http/environment"
import { wayBack } from "./go-back"

const app = new Hono<WebEnv>().get("/profile", (c) => c.text(wayBack(c)))

const backFrom = async (referer: string) => {
  const answer = await app.request("/profile", { headers: { referer } }, { origin: "http://here" })
  return answer.text()
}

test("the way back leads to the page of ours that somebody came from", async () => {
  expect(await backFrom("http://here/rooms/1?a=b")).toBe("/rooms/1?a=b")
})

test("there is none to the page itself, to other sites and to nonsense", async () => {
  for (const referer of ["http://here/profile", "http://evil.example/rooms/1", "nonsense"])
    expect(await backFrom(referer)).toBe("/")
})

test("a page of ours that is called like another site leads to none", async () => {
  expect(await backFrom("http://here//evil.example/x")).toBe("/evil.example/x")
})
