import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { openStore } from "../../src/platform/database/database"
import { CableClient } from "../support/cable-client"
import { HttpClient } from "../support/http-client"
import { statusOf } from "../support/raw"
import { type Server, startServer } from "../support/server"
import { eventually, withTimeout } from "../support/timeouts"

const ROOT = resolve(import.meta.dir, "../..")

/** Starts Hearth with invalid settings. */
async function failedStart(env: Record<string, string>) {
  const storage = mkdtempSync(join(tmpdir(), "hearth-storage-"))
  const failing = Bun.spawn([process.execPath, join(ROOT, "src/main.ts")], {
    env: {
      PATH: process.env.PATH,
      HOST: "127.0.0.1",
      PORT: "0",
      HEARTH_STORAGE: storage,
      HEARTH_CACHE: join(ROOT, "node_modules/.cache/hearth"),
      ...env,
    },
    stdout: "pipe",
    stderr: "pipe",
  })
  const code = await withTimeout(failing.exited, () => "the start to fail").finally(() =>
    failing.kill(),
  )
  const output = await new Response(failing.stderr).text()
  rmSync(storage, { recursive: true })
  return { code, output: output.trim() }
}

const post = (client: HttpClient, body: string) =>
  client.post("/rooms/1/messages", { "message[body]": body })

async function stored(server: Server) {
  const store = await openStore(server.storage, null)
  const rows = await store.reader.selectFrom("messages").select("body").orderBy("id").execute()
  await store.close()
  return rows.map(({ body }) => body)
}

describe("a start", () => {
  test.each([
    [{ PORT: "eighty" }, "PORT must be a whole number from 0 to 65535"],
    [{ PORT: "70000" }, "PORT must be"],
    [{ HOST: "not a host" }, "HOST must be"],
    [{ DATABASE_URL: "mysql://localhost/hearth" }, "DATABASE_URL must be"],
    [{ SECRET_KEY_BASE: "short" }, "SECRET_KEY_BASE must be 32 characters or more"],
    [{ DISABLED_CACHES: "all of them" }, "DISABLED_CACHES names no cache"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
    [{ DATABASE_URL: "postgres://127.0.0.1:1/hearth" }, "The PostgreSQL server in DATABASE_URL"],
  ])("with %p reports the error and exits with 1", async (env: Record<string, string>, words) => {
    const { code, output } = await failedStart(env)

    expect(code).toBe(1)
    expect(output).toStartWith(words)
    expect(output.split("\n")).toHaveLength(1)
    expect(output).not.toContain("short")
  })

  test("on a port in use says so", async () => {
    await using first = await startServer()

    const { code, output } = await failedStart({ PORT: new URL(first.url).port })

    expect(code).toBe(1)
    expect(output).toStartWith(`Port ${new URL(first.url).port} is in use`)
    expect((await fetch(`${first.url}/up`)).status).toBe(200)
  })

  test("creates its storage readable only by its owner", async () => {
    await using server = await startServer()
    const mode = (file: string) => statSync(join(server.storage, file)).mode & 0o777

    expect(mode("secret_key_base")).toBe(0o600)
    expect(readFileSync(join(server.storage, "secret_key_base"), "utf8").trim()).toHaveLength(128)
    expect(existsSync(join(server.storage, "db/hearth.sqlite3"))).toBe(true)
  })

  test("answers /up at once, for people and programs", async () => {
    await using server = await startServer()

    const page = await fetch(`${server.url}/up`)
    const json = await fetch(`${server.url}/up`, { headers: { accept: "application/json" } })

    expect(page.status).toBe(200)
    expect(page.headers.get("content-type")).toStartWith("text/html")
    expect(await json.json()).toEqual({ status: "up", timestamp: expect.any(String) })
  })

  test("keeps people, messages and sessions of earlier runs", async () => {
    await using server = await startServer()
    const ada = new HttpClient(server)
    await ada.createFirstUser()
    await post(ada, "Before")
    const secret = readFileSync(join(server.storage, "secret_key_base"), "utf8")

    for (const signal of ["SIGTERM", "SIGINT", "SIGKILL"] as const) {
      await server.restart(signal)
      const page = await (await ada.get("/rooms/1")).text()
      expect(page).toContain("Before")
      expect(page).toContain('<meta name="current-user-name" content="Ada Lovelace"')
    }
    expect(readFileSync(join(server.storage, "secret_key_base"), "utf8")).toBe(secret)
    expect((await ada.get("/first_run")).headers.get("location")).toBe("/")
  })
})

describe("a page in the browser's cache", () => {
  const storage = mkdtempSync(join(tmpdir(), "hearth-storage-"))
  const cookies = new Map<string, string>()
  let etag = ""
  afterAll(() => rmSync(storage, { recursive: true }))

  // HEARTH_URL fixes the origin, because each start gets another port.
  const start = (env: Record<string, string>) =>
    startServer({ storage, env: { HEARTH_URL: "http://hearth.example", ...env } })

  async function revalidate(env: Record<string, string>) {
    await using server = await start(env)
    const browser = Object.assign(new HttpClient(server), { cookies })
    return (await browser.get("/rooms/1", { "if-none-match": etag })).status
  }

  beforeAll(async () => {
    await using server = await start({ APP_VERSION: "1" })
    const ada = Object.assign(new HttpClient(server), { cookies })
    await ada.createFirstUser()
    await ada.get("/rooms/1")
    etag = (await ada.get("/rooms/1")).headers.get("etag") ?? ""
  })

  test("is still valid after a restart of the same version", async () => {
    expect(await revalidate({ APP_VERSION: "1" })).toBe(304)
  })

  test("is invalid in the next version, which may render other HTML", async () => {
    expect(await revalidate({ APP_VERSION: "2" })).toBe(200)
  })

  test("is invalid when no version is set", async () => {
    expect(await revalidate({})).toBe(200)
  })
})

describe.each(["SIGTERM", "SIGINT"] as const)("an end by %s", (signal) => {
  test("exits with code 0 and leaves the database in one file", async () => {
    await using server = await startServer()
    const ada = new HttpClient(server)
    await ada.createFirstUser()
    await post(ada, "Kept")
    const database = join(server.storage, "db/hearth.sqlite3")
    expect(existsSync(`${database}-wal`)).toBe(true)

    expect(await server.kill(signal)).toBe(0)

    for (const rest of ["-wal", "-shm"]) expect(existsSync(database + rest)).toBe(false)
    expect(await stored(server)).toEqual(["Kept"])
    expect(server.logs.filter((line) => /error/i.test(line))).toEqual([])
  })

  test("tells sockets to reconnect", async () => {
    await using server = await startServer()
    const ada = new HttpClient(server)
    await ada.createFirstUser()
    const sockets = [await CableClient.open(ada), await CableClient.open(ada)]

    const ended = server.kill(signal)

    for (const socket of sockets) {
      const disconnect = await socket.waitForFrame(
        ({ type }) => type === "disconnect",
        "the disconnect",
      )
      expect(disconnect).toEqual({ type: "disconnect", reason: "server_restart", reconnect: true })
      expect(await socket.closed).toMatchObject({ code: 1000 })
    }
    expect(await ended).toBe(0)
  })

  test("lets a running post finish", async () => {
    await using server = await startServer()
    const ada = new HttpClient(server)
    await ada.createFirstUser()
    const slow = beginPost(ada, "message[body]=Slowly+posted")
    await slow.begun

    const ended = server.kill(signal)
    await eventually(
      () =>
        fetch(`${server.url}/up`).then(
          () => false,
          () => true,
        ),
      "the server to stop accepting requests",
    )
    slow.finish()

    expect(statusOf(await slow.response)).toBe(302)
    expect(await ended).toBe(0)
    expect(await stored(server)).toEqual(["Slowly posted"])
  })
})

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n"

/** Sends a post in two halves; `finish` sends the second. */
function beginPost(client: HttpClient, body: string) {
  const { hostname, port, host } = new URL(client.url)
  const half = body.length / 2
  const head = [
    "POST /rooms/1/messages HTTP/1.1",
    `host: ${host}`,
    `cookie: ${client.cookieHeader}`,
    "sec-fetch-site: same-origin",
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${body.length}`,
    // The "100 Continue" shows that the request has started.
    "expect: 100-continue",
    "",
    body.slice(0, half),
  ].join("\r\n")

  const socket = connect(Number(port), hostname)
  let output = ""
  socket.on("data", (bytes) => {
    output += bytes
  })
  const response = new Promise<string>((resolve, reject) => {
    socket.on("close", () => resolve(output.replace(CONTINUE, "")))
    socket.on("error", reject)
  })
  socket.write(head)
  return {
    begun: eventually(() => output.startsWith(CONTINUE), "the server to take the post"),
    response: withTimeout(response, () => `a response to the post. Received: ${output}`),
    finish: () => socket.write(body.slice(half)),
  }
}
