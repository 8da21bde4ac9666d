import { join } from "node:path"
import { z } from "zod"
import { Poster } from "../driver/poster"
import { ROOT, startHearth } from "../machine/hearth"
import { type BlockCounts, Inspector } from "../machine/inspector"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"

const MOST_FILES = 50
const MOST_QUERIES = 7
const WARM_UP = 5
const POSTS = 3

/** Milliseconds in which a post reaches every socket. */
const DELIVERY = 50

/** The files of src whose code runs in a post of plain text, and the queries that it makes. */
export function measureCodePath(context: BenchContext): Promise<Row> {
  return withCopy(context.untouched, async (storage) => {
    const url = `127.0.0.1:${freePort()}/bench`
    const server = await startHearth(storage, context.cores, {
      command: [
        join(ROOT, "node_modules/bun/bin/bun.exe"),
        `--inspect=${url}`,
        "--preload",
        join(ROOT, "bench/machine/recorded-queries.ts"),
        "src/main.ts",
      ],
      env: { NODE_ENV: "production", BUN_JSC_useControlFlowProfiler: "1" },
    })
    const inspector = await Inspector.open(`ws://${url}`)
    try {
      return row(
        await tracePosts(inspector, new Poster(firstUser(context, server), () => {}, BODIES)),
      )
    } finally {
      inspector.close()
      await server.stop()
    }
  })
}

const BODIES = ["<p>The kettle is on</p>"]

type Trace = { files: string[]; queries: string[] }

/** Posts several times: what runs in each is the post's, not that of a timer between them. */
async function tracePosts(inspector: Inspector, poster: Poster): Promise<Trace> {
  for (let count = 0; count < WARM_UP; count++) await post(poster)
  const traces: Trace[] = []
  for (let count = 0; count < POSTS; count++) traces.push(await tracePost(inspector, poster))
  const [first, ...others] = traces
  return {
    files: first?.files.filter((file) => others.every(({ files }) => files.includes(file))) ?? [],
    queries: traces.toSorted((a, b) => a.queries.length - b.queries.length)[0]?.queries ?? [],
  }
}

async function tracePost(inspector: Inspector, poster: Poster): Promise<Trace> {
  const before = await inspector.blockCounts()
  await inspector.evaluate("recordedQueries.length = 0")
  await post(poster)
  const recorded = z.array(z.string()).parse(await inspector.evaluate("recordedQueries"))
  return {
    files: filesRunSince(before, await inspector.blockCounts()),
    queries: recorded.filter((sql) => !TRANSACTION_CONTROL.test(sql)),
  }
}

const TRANSACTION_CONTROL = /^(begin|savepoint|release|commit|pragma)\b/i

async function post(poster: Poster) {
  poster.onResponse(await requestOnce(poster.user.port, poster.nextRequest()))
  await Bun.sleep(DELIVERY)
}

const filesRunSince = (before: BlockCounts, after: BlockCounts) =>
  [...after]
    .filter(([file, counts]) =>
      counts.some((count, block) => count > (before.get(file)?.[block] ?? 0)),
    )
    .map(([file]) => file)
    .sort()

function row({ files, queries }: Trace): Row {
  return {
    ...single(
      "One post of plain text, counted in code",
      `${files.length} files, ${queries.length} queries`,
      `≤ ${MOST_FILES} files, ≤ ${MOST_QUERIES} queries`,
      files.length <= MOST_FILES && queries.length <= MOST_QUERIES,
      { files, queries },
    ),
    notes: [`files: ${files.join(", ")}`],
  }
}

function freePort() {
  const server = Bun.serve({ port: 0, fetch: () => new Response() })
  const { port } = server
  void server.stop(true)
  return port
}
