import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { BROWSER_MEASURES } from "../browser/measures"
import { StoredContent } from "../driver/stored-content"
import { findCores, moveToDriversCore } from "../machine/cores"
import { startHearth } from "../machine/hearth"
import type { Options } from "../options"
import type { Row } from "../report/row"
import { seed } from "../seed/seed"
import type { BenchContext } from "./context"
import { MEASURES, ON_REQUEST } from "./measures"

/** Writes the seed, starts the server on it and runs the selected measurements. */
export async function measure(options: Options): Promise<Row[]> {
  const directory = mkdtempSync(join(options.storage ?? tmpdir(), "hearth-bench-"))
  try {
    return await measureIn(directory, options)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function measureIn(directory: string, options: Options): Promise<Row[]> {
  const [storage, untouched] = [join(directory, "storage"), join(directory, "untouched")]
  log("Writing the seed")
  const seeded = await seed(storage)
  mkdirSync(untouched)
  cpSync(storage, untouched, { recursive: true })

  // A browser's processes need more than the driver's core.
  const cores = options.browser ? null : findCores()
  moveToDriversCore(cores)
  if (!options.browser)
    log(cores ? `Servers on core ${cores.server}, driver on core ${cores.driver}` : UNPINNED)

  const hearth = await startHearth(storage, cores)
  const stored = new StoredContent(storage)
  const huge = options.big ? options.messages : null
  const { pace, tabs } = options
  const context = { cores, pace, tabs, seed: seeded, storage, untouched, hearth, stored, huge }
  try {
    return await measureAll(context, options)
  } finally {
    stored.close()
    await hearth.stop()
  }
}

/** The measurements that the options choose from, by name. */
export const measuresFor = ({ browser }: Options) => (browser ? BROWSER_MEASURES : MEASURES)

async function measureAll(context: BenchContext, options: Options) {
  const { only } = options
  const rows: Row[] = []
  for (const [name, measureOne] of Object.entries(measuresFor(options))) {
    if (only ? !only.includes(name) : ON_REQUEST.has(name)) continue
    log(`Measuring ${name}`)
    const measured = [await measureOne(context)].flat()
    for (const { work, hearth, bare, ratio } of measured)
      log(`  ${work}: ${hearth} ${bare} ${ratio}`)
    rows.push(...measured)
  }
  return rows
}

const UNPINNED =
  "Not pinned: pinning needs Linux, taskset and two cores. Server and driver compete for the CPU, so the results are less precise."

// Progress goes to stderr; stdout has only the table.
const log = (text: string) => console.error(text)
