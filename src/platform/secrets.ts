import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Config, ConfigError } from "../config"

/**
 * The root of all that Hearth signs: the configured one, else the one kept in storage, made at the
 * first start. Whoever loses it signs everyone out.
 */
export function loadSecret({ secretKeyBase, storage }: Config): string {
  return secretKeyBase ?? keptSecret(join(storage, "secret_key_base"))
}

function keptSecret(path: string) {
  const secret = read(path) ?? create(path)
  if (secret.length < 32) throw new ConfigError(`${path} must hold 32 characters or more.`)
  return secret
}

function read(path: string) {
  try {
    return readFileSync(path, "utf8").trim()
  } catch (error) {
    if (isCode(error, "ENOENT")) return null
    throw error
  }
}

// Written aside and then linked: a link never replaces a file, so of two
// processes that start at once both end up with the secret of the first, and
// a crash halfway leaves no half of one.
function create(path: string) {
  const draft = `${path}.${process.pid}`
  mkdirSync(join(path, ".."), { recursive: true })
  writeFileSync(draft, `${randomBytes(64).toString("hex")}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, "utf8").trim()
}

function isCode(error: unknown, code: string) {
  return error instanceof Error && "code" in error && error.code === code
}
