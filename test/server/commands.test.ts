import { afterAll, describe, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { HttpClient } from "../support/http-client"
import { freshPostgres } from "../support/postgres"
import { startServer } from "../support/server"

const HEARTH = resolve(import.meta.dir, "../../bin/hearth")
const folder = mkdtempSync(join(tmpdir(), "hearth-commands-"))

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs bin/hearth as a person does. */
async function hearth(args: string[], env: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const command = Bun.spawn([HEARTH, ...args], {
    env: { PATH, HOME, HEARTH_STORAGE: join(folder, "unused"), ...env },
    stdout: "pipe",
    stderr: "pipe",
  })
  const [code, stdout, stderr] = await Promise.all([
    command.exited,
    new Response(command.stdout).text(),
    new Response(command.stderr).text(),
  ])
  return { code, stdout, stderr }
}

describe("bin/hearth", () => {
  test("lists the commands", async () => {
    const { code, stdout } = await hearth(["--help"])

    expect(code).toBe(0)
    expect(stdout).toContain("seed    fill an empty storage with a demo chat")
  })

  test("names a command that does not exist", async () => {
    const { code, stdout, stderr } = await hearth(["sprout"])

    expect(code).toBe(1)
    expect(stdout).toBe("")
    expect(stderr).toStartWith(`There is no command "sprout".`)
  })

  test("explains a wrong setting in a sentence", async () => {
    const { code, stderr } = await hearth(["seed"], { PORT: "eighty" })

    expect(code).toBe(1)
    expect(stderr).toStartWith("PORT must be a whole number")
    expect(stderr.trim().split("\n")).toHaveLength(1)
  })
})

describe.each(["sqlite", "postgres"] as const)("bin/hearth seed, on %s", (dialect) => {
  test("creates a chat to sign in to, post in and search, and refuses a second run", async () => {
    const storage = join(folder, dialect)
    const env = {
      HEARTH_STORAGE: storage,
      DATABASE_URL: dialect === "postgres" ? await freshPostgres() : "",
    }
    const seeded = await hearth(["seed"], env)
    const [, email_address = ""] = seeded.stdout.match(/email +(\S+)/) ?? []
    const [, password = ""] = seeded.stdout.match(/password +(\S+)/) ?? []
    await using server = await startServer({ storage, env })
    const ada = new HttpClient(server)

    const signedIn = await ada.post("/session", { email_address, password })
    const room = await ada.get((await ada.get("/")).headers.get("location") ?? "")
    const sidebar = await (await ada.get("/users/me/sidebar")).text()
    const threads = await (await ada.get("/threads")).text()
    const posted = await ada.post("/rooms/1/messages", { "message[body]": "Kettle's on" })
    const found = await (await ada.get("/searches?q=kettle")).text()

    expect(seeded).toMatchObject({ code: 0, stderr: "" })
    expect(signedIn.status).toBe(302)
    expect(signedIn.headers.get("location")).toBe("/")
    expect(room.status).toBe(200)
    expect(await room.text()).toContain("seed-")
    expect(sidebar).toContain("Engineering")
    expect(sidebar).toContain("Ping with")
    expect(threads).toContain("6 replies")
    expect(posted.status).toBe(200)
    expect(found).toContain("Kettle's on")

    const again = await hearth(["seed"], env)
    expect(again.code).toBe(1)
    expect(again.stdout).toBe("")
    expect(again.stderr).toContain("holds a chat already")
    expect(again.stderr).toContain(
      dialect === "postgres" ? "set DATABASE_URL to an empty" : "set HEARTH_STORAGE to an empty",
    )
  })
})
