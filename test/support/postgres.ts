import { join } from "node:path"
import { Client } from "pg"

let cluster: Promise<string> | undefined
let databases = 0

/** An empty database on the PostgreSQL of this test run, which starts with the first call. */
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
  const keeper = Bun.spawn([process.execPath, join(import.meta.dir, "postgres-server.ts")], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  })
  // It leaves when this process does, and does not keep it from leaving.
  keeper.unref()

  for await (const chunk of keeper.stdout) return new TextDecoder().decode(chunk).trim()
  throw new Error("PostgreSQL did not start: what it said stands above.")
}
