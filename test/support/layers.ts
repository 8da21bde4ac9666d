import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

/** The house from the ground up: a file imports from its own floor or from one below. */
export const FLOORS = [
  ["config", "root"],
  ["platform"],
  ["accounts"],
  ["users"],
  ["sessions"],
  ["rooms"],
  ["messages"],
  ["boosts", "searches", "threads", "pins", "saves", "bots", "push", "unfurls", "boards"],
  ["wiring", "app"],
  ["boot", "main", "commands", "startup-error", "watch"],
]

const BROWSER = "client"
const TEST = /\.test\.tsx?$|(^|\/)on-both-databases\.ts$/
const RELATIVE_IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g
const ANY_IMPORT = /^\s*import\b|^\s*export\b[^"'\n]*\bfrom\b/m

/** The text of each file by its path in `src`, such as `rooms/room.ts`. */
export type Sources = Map<string, string>

export function readSources(folder: string): Sources {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.name.endsWith(".d.ts"))
    .map((file) => join(file.parentPath, file.name))
    .sort()
  return new Map(files.map((file) => [relative(folder, file), readFileSync(file, "utf8")]))
}

/** A sentence for each import that reaches up, into the browser's code, or out of it. */
export function climbs(sources: Sources): string[] {
  return [...sources]
    .filter(([file]) => !TEST.test(file) && !isStray(file))
    .flatMap(([file, text]) =>
      importsOf(file, text, sources).flatMap((imported) => complaint(file, imported, sources)),
    )
}

/** A sentence for each file that lies on no floor. */
export function strays(sources: Sources): string[] {
  return [...sources.keys()]
    .filter(isStray)
    .map((file) => `${file} lies on no floor: give ${placeOf(file)} one in test/support/floors.ts`)
}

function complaint(file: string, imported: string, sources: Sources): string[] {
  if (placeOf(file) === BROWSER) return complaintOfBrowser(file, imported, sources)
  if (placeOf(imported) === BROWSER)
    return [`${file} imports ${imported}, which is for browsers alone`]
  if (floorOf(imported) <= floorOf(file)) return []
  return [
    `${file} (${storey(file)}) imports ${imported} (${storey(imported)}), which lies above it`,
  ]
}

// Constants may be shared, for they bring nothing along.
function complaintOfBrowser(file: string, imported: string, sources: Sources) {
  if (placeOf(imported) === BROWSER || !ANY_IMPORT.test(sources.get(imported) ?? "")) return []
  return [`${file} imports ${imported}, which is for the server and brings its imports along`]
}

function importsOf(file: string, text: string, sources: Sources) {
  return [...text.matchAll(RELATIVE_IMPORTS)].flatMap(([, path = ""]) => {
    const target = join(dirname(file), path)
    const found = [target, `${target}.ts`, `${target}.tsx`].find((name) => sources.has(name))
    return found ?? []
  })
}

const placeOf = (file: string) => file.replace(/[./].*/, "")
const floorOf = (file: string) => FLOORS.findIndex((floor) => floor.includes(placeOf(file)))
const isStray = (file: string) => placeOf(file) !== BROWSER && floorOf(file) === -1
const storey = (file: string) => `floor ${floorOf(file)}, ${placeOf(file)}`
