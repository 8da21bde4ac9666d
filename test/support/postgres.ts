import { join } from "node:path"
import { SQL } from "bun"

let cluster: Promise<string> | undefined
let databases = 0

/** Creates an empty database. The first call starts PostgreSQL. */
export async function freshPostgres(): Promise<string> {
  cluster ??= startCluster()
  const name = `hearth_${process.pid}_${++databases}`
  const url = await cluster

  await queryPostgres(url, `create database ${name} template template0`)
  return new URL(`/${name}`, url).href
}

/** Runs SQL on a connection of its own. */
export async function queryPostgres(url: string, text: string): Promise<unknown[]> {
  await using sql = new SQL(url, { adapter: "postgres", max: 1 })
  const rows: unknown[] = await sql.unsafe(text)
  return rows.slice()
}

/**
 * Starts a PostgreSQL that stops with this process.
 *
 * @param settings more of the server's arguments, such as `--fsync=on`
 * @returns the URL of its database `postgres`
 */
export async function startCluster(...settings: string[]): Promise<string> {
  const script = join(import.meta.dir, "postgres-server.ts")
  const child = Bun.spawn([process.execPath, script, ...settings], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  })
  // It stops when this process exits and does not keep this process running.
  child.unref()

  for await (const chunk of child.stdout) return new TextDecoder().decode(chunk).trim()
  throw new Error("PostgreSQL did not start. Its output is above.")
}
