import { expect, test } from "bun:test"
import { Hono } from "hono"
import type { WebEnv } from "../http/environment"
import { wayBack } from "./go-back"

const app = new Hono<WebEnv>().get("/profile", (c) => c.text(wayBack(c)))

const backFrom = async (referer: string) => {
  const answer = await app.request("/profile", { headers: { referer } }, { origin: "http://here" })
  return answer.text()
}

test("the back link leads to the referring page", async () => {
  expect(await backFrom("http://here/rooms/1?a=b")).toBe("/rooms/1?a=b")
})

test("the back link ignores the page itself, other sites and invalid referrers", async () => {
  for (const referer of ["http://here/profile", "http://evil.example/rooms/1", "nonsense"])
    expect(await backFrom(referer)).toBe("/")
})

test("the back link of a path with two slashes stays on this site", async () => {
  expect(await backFrom("http://here//evil.example/x")).toBe("/evil.example/x")
})
