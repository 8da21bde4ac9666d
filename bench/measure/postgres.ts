import { dirname, join } from "node:path"
import { queryPostgres, startCluster } from "../../test/support/postgres"
import type { PostgresPostTask } from "../bare/postgres-posts"
import type { PostResult } from "../bare/posts"
import { recordPostgresPost } from "../bare/recorded-post"
import { Poster } from "../driver/poster"
import { PageReader } from "../driver/reader"
import { get } from "../driver/request"
import { StoredContent } from "../driver/stored-content"
import { startBare } from "../machine/bare"
import { startBareServer } from "../machine/bare-server"
import { startHearth } from "../machine/hearth"
import { compare, type Row } from "../report/row"
import { seedPostgres } from "../seed/seed"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, CLIENTS, firstUser, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"
import { recordPages } from "./recording"
import { withOpenTabs } from "./subscribe"

/** The budget, as a share of the bare process's rate. */
const LEAST_POSTS = 0.5

// PostgreSQL's own values: a commit waits for its fsync.
const DURABLE = ["--fsync=on", "--synchronous_commit=on", "--full_page_writes=on"]

type PostgresContext = BenchContext & { databaseUrl: string }

/** Hearth on a copy of the seed in a PostgreSQL on this machine. */
const withPostgres =
  (measure: (context: PostgresContext) => Promise<Row>) => async (context: BenchContext) => {
    seeded ??= seedCluster(join(dirname(context.untouched), "postgres"))
    const { cluster, seed, storage } = await seeded
    const databaseUrl = await copySeed(cluster)
    const env = { DATABASE_URL: databaseUrl }
    const hearth = await startHearth(storage, context.cores, { env })
    // The seed has the same ids on both databases.
    const stored = new StoredContent(context.untouched)
    try {
      return await measure({ ...context, seed, storage, hearth, stored, databaseUrl })
    } finally {
      stored.close()
      await hearth.stop()
    }
  }

let seeded: ReturnType<typeof seedCluster> | undefined
let copies = 0

/** @param storage a folder to make, with the secret that signs the cookies of the seed's people */
async function seedCluster(storage: string) {
  const cluster = await startCluster(...DURABLE)
  await queryPostgres(cluster, "create database seed template template0")
  const seed = await seedPostgres(storage, new URL("/seed", cluster).href)
  return { cluster, seed, storage }
}

async function copySeed(cluster: string) {
  const name = `copy_${++copies}`
  await queryPostgres(cluster, `create database ${name} template seed`)
  const url = new URL(`/${name}`, cluster).href
  await queryPostgres(url, "vacuum analyze")
  return url
}

/**
 * A page; bare: the same bytes after one prepared query by the same driver.
 *
 * @param least the budget, as a share of the bare server's rate, or null for a page without one
 */
export const measurePostgresPage = (kind: PageKind, least: number | null = null) =>
  withPostgres(async (context) => {
    const { cores, databaseUrl, hearth, pace, seed } = context
    const query = {
      databaseUrl,
      sql: "select * from rooms where id = $1",
      parameters: [seed.busy.id],
    }
    const pages = await recordPages(context, kind)
    const bare = await startBareServer(cores, { pages, reply: null, query })
    const readers = (server: { port: number }) =>
      virtualUsers(context, server).map((user, client) => {
        const { path, expected } = kind.page(context, client)
        return new PageReader(get(user, path), expected)
      })
    const hearthTarget = await connectClients(hearth, readers(hearth))
    const bareTarget = await connectClients(bare, readers(bare))
    try {
      const pairs = await withOpenTabs(context, () => alternate(hearthTarget, bareTarget, pace))
      return compare(`${kind.name} on PostgreSQL; bare: one query`, pairs, least)
    } finally {
      hearthTarget.close()
      bareTarget.close()
      await bare.stop()
    }
  })

/** Posts by 16 clients; bare: the same SQL by the same driver in a process that does nothing else. */
export const measurePostgresPosts = withPostgres(async (context) => {
  const { cores, databaseUrl, hearth, pace, seed } = context
  const { person } = firstUser(context, hearth)
  const statements = await recordPostgresPost(databaseUrl, seed.busy, person)
  const script = "postgres-posts.ts"
  const bare = startBare<PostgresPostTask, PostResult>(script, cores, [databaseUrl])
  const posters = virtualUsers(context, hearth).map((user) => new Poster(user))
  const hearthTarget = await connectClients(hearth, posters)
  const bareTarget = {
    pid: bare.pid,
    async run(length: number) {
      const task = { statements, seconds: length, concurrency: CLIENTS }
      const { posts, seconds } = await bare.request(task)
      return { responses: posts, seconds, driver: 0 }
    },
  }
  try {
    const pairs = await withOpenTabs(context, () => alternate(hearthTarget, bareTarget, pace))
    return compare(`Post a message on PostgreSQL, ${CLIENTS} clients`, pairs, LEAST_POSTS)
  } finally {
    hearthTarget.close()
    await bare.stop()
  }
})
