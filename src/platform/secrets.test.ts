import { afterEach, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseConfig } from "../config"
import { loadSecret } from "./secrets"

const storage = mkdtempSync(join(tmpdir(), "hearth-secrets-"))
const stored = join(storage, "secret_key_base")
const config = parseConfig({ HEARTH_STORAGE: storage })

afterEach(() => rmSync(storage, { recursive: true, force: true }))

test("a configured secret is used, and no file is written", () => {
  const secret = "s".repeat(64)

  expect(loadSecret({ ...config, secretKeyBase: secret })).toBe(secret)
  expect(() => statSync(stored)).toThrow()
})

test("without one, a secret is generated once, in a file that only the owner can read", () => {
  const secret = loadSecret(config)

  expect(secret).toMatch(/^[0-9a-f]{128}$/)
  expect(loadSecret(config)).toBe(secret)
  expect(statSync(stored).mode & 0o777).toBe(0o600)
  expect(readdirSync(storage)).toEqual(["secret_key_base"])
})

test("processes that start concurrently share one secret", async () => {
  const script = `
    import { parseConfig } from "${import.meta.dir}/../config"
    import { loadSecret } from "${import.meta.dir}/secrets"
    console.log(loadSecret(parseConfig(process.env)))`
  const secrets = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = Bun.spawn([process.execPath, "-e", script], {
        env: { ...process.env, HEARTH_STORAGE: storage },
      })
      return (await new Response(child.stdout).text()).trim()
    }),
  )

  expect(secrets[0]).toHaveLength(128)
  expect(new Set(secrets).size).toBe(1)
})

test("a secret file that is too short prevents the start", () => {
  loadSecret(config)
  writeFileSync(stored, "\n")

  expect(() => loadSecret(config)).toThrow(`${stored} must hold 32 characters or more.`)
})
