import { join } from "node:path"
import { Client } from "pg"

let cluster: Promise<string> | undefined
let databases = 0

/** Creates an empty database. The first call starts PostgreSQL. */
export async function freshPostgres(): Promise<string> {
  cluster ??= startCluster()
  const name = `hearth_${process.pid}_${++databases}`
  const url = await cluster

  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name} template template0`)
  } finally {
    await client.end()
  }
  return new URL(`/${name}`, url).href
}

async function startCluster() {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "postgres-server.ts")], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  })
  // It stops when this process exits and does not keep this process running.
  child.unref()

  for await (const chunk of child.stdout) return new TextDecoder().decode(chunk).trim()
  throw new Error("PostgreSQL did not start. Its output is above.")
}
