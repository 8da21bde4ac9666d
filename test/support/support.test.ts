import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { openBrowser } from "./browser"
import { CableClient } from "./cable-client"
import { HttpClient } from "./http-client"
import { type Server, startServer } from "./server"

const main = join(import.meta.dir, "fake-server.ts")
let server: Server

beforeAll(async () => {
  server = await startServer({ main })
})
afterAll(() => server.stop())

describe("a server", () => {
  test("has its own storage, which is removed with it", async () => {
    const { storage } = await (await new HttpClient(server).get("/whoami")).json()
    expect(storage).toBe(server.storage)
    expect(existsSync(storage)).toBe(true)

    const other = await startServer({ main })
    await other.stop()

    expect(other.storage).not.toBe(storage)
    expect(existsSync(other.storage)).toBe(false)
    expect(other.logs).toContain("Stopped")
    await expect(fetch(other.url)).rejects.toThrow()
  })

  test("restarts on the same port and storage, also after SIGKILL", async () => {
    await using killed = await startServer({ main })
    const { url, pid, storage } = killed

    expect(await killed.kill("SIGKILL")).toBeNull()
    await killed.start()

    expect(killed).toMatchObject({ url, storage })
    expect(killed.pid).not.toBe(pid)
    expect((await fetch(`${url}/whoami`)).ok).toBe(true)
  })

  test("reports why it cannot start", async () => {
    const broken = startServer({ main: join(import.meta.dir, "nowhere.ts") })

    await expect(broken).rejects.toThrow(/ended with 1 before it listened.*nowhere\.ts/s)
  })
})

describe("an HTTP client", () => {
  test("keeps cookies until they expire", async () => {
    const client = new HttpClient(server)
    const response = await client.post("/session")

    const { headers } = await (await client.follow(response)).json()
    expect(headers.cookie).toBe("session_token=a%2Bb--c; method=POST")

    await client.get("/signout")
    expect([...client.cookies.keys()]).toEqual(["method"])
  })

  test("sends the headers of a browser", async () => {
    const client = new HttpClient(server)
    const form = { "user[name]": "Ada & Co", "user[user_ids][]": [1, 2] }

    const posted = await (await client.post("/whoami", form)).json()
    const visited = await (await client.get("/whoami")).json()

    expect(posted.headers).toMatchObject({ origin: server.url, "sec-fetch-site": "same-origin" })
    expect(posted.headers["content-type"]).toStartWith("application/x-www-form-urlencoded")
    expect([...new URLSearchParams(posted.body)]).toEqual([
      ["user[name]", "Ada & Co"],
      ["user[user_ids][]", "1"],
      ["user[user_ids][]", "2"],
    ])
    expect(visited.headers).toMatchObject({ "sec-fetch-mode": "navigate" })
    expect(visited.headers.accept).toStartWith("text/html")
  })

  test("uploads files", async () => {
    const file = new File(["Kettle's on"], "note.txt")

    const { headers, body } = await (
      await new HttpClient(server).post("/whoami", { attachment: file })
    ).json()

    expect(headers["content-type"]).toStartWith("multipart/form-data")
    expect(body).toContain("note.txt")
    expect(body).toContain("Kettle's on")
  })
})

describe("a cable client", () => {
  test("subscribes, receives and performs", async () => {
    const client = new HttpClient(server)
    client.cookies.set("session_token", "abc")
    await using cable = await CableClient.open(client)

    const presence = await cable.subscribe("PresenceChannel", { room_id: 1 })
    presence.perform("present")
    presence.perform("absent")

    expect(cable.frames[0]).toEqual({ type: "welcome", cookie: "session_token=abc" })
    expect(await presence.next()).toEqual({ action: "present" })
    expect(await presence.next()).toEqual({ action: "absent" })
  })

  test("reports a rejected subscription", async () => {
    await using cable = await CableClient.open(new HttpClient(server))

    expect(await cable.trySubscribe("SecretChannel")).toBeNull()
    await expect(cable.subscribe("SecretChannel")).rejects.toThrow("SecretChannel was rejected")
  })
})

describe("a browser user", () => {
  test("sees the page, and its errors are recorded", async () => {
    const client = new HttpClient(server)
    await client.post("/session")
    await using person = await openBrowser(server, { as: client })

    await person.page.goto("/page")

    expect(await person.page.getByRole("heading").textContent()).toBe("Hearth")
    expect(person.errorsExcept(/favicon/)).toEqual([
      expect.stringContaining("Content Security Policy"),
    ])
    expect(await person.context.cookies()).toMatchObject([
      { name: "session_token", value: "a%2Bb--c" },
      { name: "method", value: "POST" },
    ])
  })
})
