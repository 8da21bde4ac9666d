import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

/** From the bottom up: a file imports from its own layer or from a lower one. */
const LAYERS = [
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

/** Each noun's folder, and the file in it through which other nouns import it. */
const ENTRY_FILES: Record<string, string> = {
  accounts: "account",
  users: "user",
  sessions: "session",
  rooms: "room",
  messages: "message",
  boosts: "boost",
  searches: "search",
  threads: "thread",
  pins: "pin",
  saves: "save",
  unfurls: "unfurl",
}

/** The most source files that a folder may hold, without its subfolders and tests. */
export const MOST_FILES = 16

/** The fewest lines of a file; a shorter one belongs into its neighbour. */
const FEWEST_LINES = 15

const BROWSER = "client"
const TEST = /\.test\.tsx?$|(^|\/)(on-both-databases|test-[\w-]+|[\w-]+-for-tests)\.ts$/
// Stimulus loads one controller from each file, a released migration is never edited, each noun's
// rows are in its table.ts, and the browser loads some files when it first needs them.
const MAY_BE_SHORT =
  /-controller\.ts$|^platform\/database\/(migrations\/|schema)|(^root|\/table)\.ts$|^client\/(editor|emoji-picker|code\/prism)\.ts$/
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

/** A sentence for each import of a higher layer, and for each between the browser and the server. */
export function upwardImports(sources: Sources): string[] {
  return importsIn(sources).flatMap(([file, imported]) => {
    if (folderOf(file) === BROWSER) return serverImport(file, imported, sources)
    if (folderOf(imported) === BROWSER)
      return [`${file} imports ${imported}, which is for browsers only`]
    if (layerOf(imported) <= layerOf(file)) return []
    return [`${file} imports ${imported}, which is in a higher layer`]
  })
}

/** A sentence for each file that is in no layer. */
export function filesWithoutLayer(sources: Sources): string[] {
  return [...sources.keys()]
    .filter((file) => folderOf(file) !== BROWSER && layerOf(file) === -1)
    .map((file) => `${file} is in no layer: add ${folderOf(file)} to LAYERS`)
}

/** A sentence for each group of files that import each other in a circle, also by types alone. */
export function circles(sources: Sources): string[] {
  const imports = new Map([...sources.keys()].map((file): [string, string[]] => [file, []]))
  for (const [file, imported] of importsIn(sources)) imports.get(file)?.push(imported)
  return stronglyConnected(imports)
    .filter((group) => group.length > 1)
    .map((group) => `These import each other in a circle: ${group.sort().join(", ")}`)
}

/** A sentence for each folder with too many files. */
export function crowdedFolders(sources: Sources): string[] {
  const files = [...sources.keys()].filter((file) => !TEST.test(file))
  return [...Map.groupBy(files, (file) => dirname(file))]
    .filter(([, inFolder]) => inFolder.length > MOST_FILES)
    .map(([folder, { length }]) => `${folder} has ${length} files: give it subfolders`)
}

/**
 * A sentence for each file that is too short to stand alone. What the server shares with the browser
 * may be short, because it imports nothing.
 */
export function shortFiles(sources: Sources): string[] {
  const shared = new Set(
    importsIn(sources).flatMap(([file, imported]) => (folderOf(file) === BROWSER ? imported : [])),
  )
  const mayBeShort = (file: string) =>
    MAY_BE_SHORT.test(file) || (shared.has(file) && folderOf(file) !== BROWSER)
  return [...sources]
    .filter(([file, text]) => !TEST.test(file) && !mayBeShort(file) && !onlyReexports(text))
    .map(([file, text]) => [file, text.trimEnd().split("\n").length] as const)
    .filter(([, lines]) => lines < FEWEST_LINES)
    .map(([file, lines]) => `${file} has ${lines} lines: move them into its neighbour`)
}

/**
 * A sentence for each import that reaches past another noun's entry file. `app.ts` may also import
 * routes, `wiring.ts` anything, and the browser's code what itself imports nothing.
 */
export function importsPastEntries(sources: Sources): string[] {
  return importsIn(sources).flatMap(([file, imported]) => {
    const noun = folderOf(imported)
    const entry = ENTRY_FILES[noun]
    if (entry === undefined || noun === folderOf(file) || isEntryFile(imported)) return []
    if (file === "wiring.ts" || folderOf(file) === BROWSER) return []
    if (file === "app.ts" && /routes\.tsx?$/.test(imported)) return []
    return [`${file} imports ${imported}: import it from ${noun}/${entry}`]
  })
}

// Constants may be shared, because they bring nothing along.
function serverImport(file: string, imported: string, sources: Sources) {
  if (folderOf(imported) === BROWSER || !ANY_IMPORT.test(sources.get(imported) ?? "")) return []
  return [`${file} imports ${imported}, which is for the server and brings its imports along`]
}

/** Each import of one of `sources` by another: the file, and what it imports. */
function importsIn(sources: Sources): [file: string, imported: string][] {
  return [...sources]
    .filter(([file]) => !TEST.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(RELATIVE_IMPORTS)].flatMap(([, path = ""]): [string, string][] => {
        const target = join(dirname(file), path)
        const found = [target, `${target}.ts`, `${target}.tsx`].find((name) => sources.has(name))
        return found === undefined ? [] : [[file, found]]
      }),
    )
}

/** Tarjan's algorithm: the groups of nodes of which each reaches each other. */
function stronglyConnected(edges: Map<string, string[]>): string[][] {
  const groups: string[][] = []
  const index = new Map<string, number>()
  const stack: string[] = []

  function visit(node: string): number {
    const own = index.size
    let low = own
    index.set(node, own)
    stack.push(node)
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, index.get(next) ?? low)
    }
    if (low === own) groups.push(stack.splice(stack.indexOf(node)))
    return low
  }

  for (const node of edges.keys()) if (!index.has(node)) visit(node)
  return groups
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g
const REEXPORT = /export\s+(type\s+)?(\*|\{[^}]*\})\s+from\s+"[^"]+"/g
const onlyReexports = (text: string) =>
  text.replace(COMMENT, "").replace(REEXPORT, "").trim() === "" && text.trim() !== ""

const folderOf = (file: string) => file.replace(/[./].*/, "")
const layerOf = (file: string) => LAYERS.findIndex((layer) => layer.includes(folderOf(file)))
const isEntryFile = (file: string) => file === `${folderOf(file)}/${ENTRY_FILES[folderOf(file)]}.ts`
