import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { RoomLog } from "../driver/stored-content"
import { findCores, moveToDriversCore } from "../machine/cores"
import { startHearth } from "../machine/hearth"
import type { Options } from "../options"
import type { Row } from "../report/row"
import { seed } from "../seed/seed"
import type { Scene } from "./context"
import { MEASURES } from "./measures"

/** Writes the seed, starts the server on it, and measures what the options ask for. */
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
  say("Writing the seed")
  const seeded = await seed(storage)
  mkdirSync(untouched)
  cpSync(storage, untouched, { recursive: true })

  const cores = findCores()
  moveToDriversCore(cores)
  say(cores ? `Servers on core ${cores.server}, driver on core ${cores.driver}` : UNPINNED)

  const hearth = await startHearth(storage, cores)
  const log = new RoomLog(storage)
  const huge = options.big ? options.messages : null
  const { pace } = options
  const scene = { cores, pace, seed: seeded, storage, untouched, hearth, log, huge }
  try {
    return await measureAll(scene, options)
  } finally {
    log.close()
    await hearth.stop()
  }
}

async function measureAll(scene: Scene, { only }: Options) {
  const rows: Row[] = []
  for (const [name, measureOne] of Object.entries(MEASURES)) {
    if (only && !only.includes(name)) continue
    say(`Measuring ${name}`)
    const measured = [await measureOne(scene)].flat()
    for (const { work, hearth, bare, ratio } of measured)
      say(`  ${work}: ${hearth} ${bare} ${ratio}`)
    rows.push(...measured)
  }
  return rows
}

const UNPINNED =
  "Pinning needs Linux with taskset and two cores: server and driver share what is there, and the figures say less"

// The table alone goes to stdout.
const say = (text: string) => console.error(text)
