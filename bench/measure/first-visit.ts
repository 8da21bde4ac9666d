import { get } from "../driver/request"
import { InvalidRun, parseResponse, textOf } from "../driver/response"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"

const BUDGET = 60_000

// What browsers offer over HTTPS and on localhost.
const ENCODINGS = "gzip, deflate, br, zstd"

type Load = { path: string; bytes: number; text: string }

/**
 * Every byte, including headers, that a browser with an empty cache loads before a room is readable.
 * Deferred scripts such as Turbo and the editor don't count.
 */
export function measureFirstVisit(context: BenchContext): Promise<Row> {
  // A server of its own: the other measurements' posts are not typical messages.
  return withCopy(context.untouched, async (storage) => {
    const hearth = await startHearth(storage, context.cores)
    try {
      return await visit({ ...context, hearth })
    } finally {
      await hearth.stop()
    }
  })
}

async function visit(context: BenchContext): Promise<Row> {
  const page = await load(context, `/rooms/${context.seed.busy.id}`)
  const loads = [page]
  const queue = neededByPage(page.text)
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (loads.some((loaded) => loaded.path === path)) continue
    const asset = await load(context, path)
    loads.push(asset)
    if (path.endsWith(".js")) queue.push(...neededByScript(asset.text))
  }

  const bytes = loads.reduce((sum, one) => sum + one.bytes, 0)
  return {
    ...single(
      "First visit, over the wire",
      kilobytes(bytes),
      `≤ ${kilobytes(BUDGET)}`,
      bytes <= BUDGET,
      {
        loads: loads.map(({ path, bytes }) => ({ path, bytes })),
      },
    ),
    notes: [loads.map(({ path, bytes }) => `${path} ${kilobytes(bytes)}`).join(", ")],
  }
}

async function load(context: BenchContext, path: string): Promise<Load> {
  const { hearth } = context
  const raw = await requestOnce(hearth.port, get(firstUser(context, hearth), path, ENCODINGS))
  const response = parseResponse(raw)
  if (response.status !== 200) throw new InvalidRun(`Status ${response.status} for ${path}`)
  return { path, bytes: raw.length, text: textOf(response) }
}

const neededByPage = (html: string) =>
  [
    ...html.matchAll(
      /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]* (?:src|href)="([^"]+)"/g,
    ),
  ]
    .map(([, path]) => path)
    .filter((path) => path !== undefined)

const neededByScript = (script: string) =>
  new Bun.Transpiler({ loader: "js" })
    .scanImports(script)
    .filter(({ kind }) => kind === "import-statement")
    .map(({ path }) => path)

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`
