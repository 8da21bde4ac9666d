import { get } from "../driver/request"
import { InvalidRun, parseResponse, textOf } from "../driver/response"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"

const BUDGET = 60_000

// What browsers offer on https, and on the own machine without.
const ENCODINGS = "gzip, deflate, br, zstd"

type Load = { path: string; bytes: number; text: string }

/**
 * Every byte, headers too, that a browser with nothing in its cache gets before a room can be read.
 * What scripts load later, Turbo and the editor before all, doesn’t count.
 */
export function measureFirstVisit(context: BenchContext): Promise<Row> {
  // Of its own, for what other measurements have posted is not like what people say.
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
  const waiting = neededByPage(page.text)
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (loads.some((one) => one.path === path)) continue
    const asset = await load(context, path)
    loads.push(asset)
    if (path.endsWith(".js")) waiting.push(...neededByScript(asset.text))
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
  const answer = parseResponse(raw)
  if (answer.status !== 200) throw new InvalidRun(`Status ${answer.status} for ${path}`)
  return { path, bytes: raw.length, text: textOf(answer) }
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
