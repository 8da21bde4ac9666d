import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Config, ConfigError } from "../config"

/**
 * The secret of all signatures: the configured one, or the one in storage, which is generated at
 * the first start. A new secret signs everyone out.
 */
export function loadSecret({ secretKeyBase, storage }: Config): string {
  return secretKeyBase ?? storedSecret(join(storage, "secret_key_base"))
}

function storedSecret(path: string) {
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

// Writes a temporary file and links it: link() fails when the target exists, so two processes that
// start concurrently use the same secret, and a crash leaves no partial file.
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
