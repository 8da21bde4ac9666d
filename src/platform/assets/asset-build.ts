import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs"
import { basename, dirname, extname, join, relative } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, gzip } from "node:zlib"
import { ROOT } from "../../root"

export type AssetSources = {
  /** The folder of the browser's code. */
  client: string
  /** Pins what that code imports. */
  lockfile: string
  /** Whether the bundles stay readable: not minified, and with source maps. */
  development: boolean
}

/** The built file by asset name. */
export type Manifest = Record<string, string>

/** The browser's code can't be bundled; the message has the positions and reasons. */
export class AssetBuildError extends Error {
  override name = "AssetBuildError"
}

export const MANIFEST = "manifest.json"

// Not import.meta.path: in the server's bundle that is the bundle.
const OWN_SOURCE = join(ROOT, "src/platform/assets/asset-build.ts")

const SCRIPTS = ["application.ts", "offline.ts"]
const WORKERS = ["service-worker.ts"]
/** The style sheets that pages link to. */
export const SHEETS = ["application", "later", "settings", "searches", "offline"]
const STYLES = SHEETS.map((name) => `styles/${name}.css`)
const PUBLIC = "public"

const COMPRESSIBLE = new Set([".css", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest"])
const BUILD_OR_DRAFT = /^([0-9a-f]{20}|draft-.+)$/
const WEEK = 7 * 24 * 60 * 60 * 1000

/**
 * Returns the build of `sources` in `cacheDir`, or creates it: bundles with digests in their names,
 * their `.br` and `.gz` files, and a manifest.
 *
 * @returns the directory of the build
 * @throws {AssetBuildError} when the sources can't be bundled
 */
export async function buildAssets(sources: AssetSources, cacheDir: string): Promise<string> {
  const finished = join(cacheDir, digestOfInputs(sources))
  if (exists(finished)) return finished

  mkdirSync(cacheDir, { recursive: true })
  const draft = mkdtempSync(join(cacheDir, "draft-"))
  try {
    await build(sources, draft)
    publish(draft, finished)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  deleteOldBuilds(cacheDir, finished)
  return finished
}

function digestOfInputs({ client, lockfile, development }: AssetSources) {
  const hash = new Bun.CryptoHasher("sha256").update(Bun.version).update(`\0${development}`)
  const own = filesIn(client).filter((file) => !file.includes(".test."))
  const shared = own.flatMap((file) => sharedImports(file, client))

  for (const file of [OWN_SOURCE, lockfile, ...own, ...new Set(shared)])
    hash.update(`\0${relative(client, file)}\0`).update(readFileSync(file))
  return hash.digest("hex").slice(0, 20)
}

// The browser's code may import constants of the server from outside its folder. A change of these
// has to change the digest, too.
function sharedImports(file: string, client: string) {
  if (!/\.tsx?$/.test(file)) return []

  const imports = readFileSync(file, "utf8").matchAll(/["'](\.\.\/[^"'\n]+)["']/g)
  return [...imports]
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((path) => !path.startsWith(`${client}/`))
    .flatMap((path) => [path, `${path}.ts`, `${path}.tsx`].filter(isFile))
}

async function build(sources: AssetSources, directory: string) {
  const manifest = {
    ...(await bundleScripts(sources, directory)),
    ...(await bundleWorkers(sources, directory)),
    ...(await bundleStyles(sources, directory)),
    ...copyPublic(join(sources.client, PUBLIC), directory),
  }
  // Compression takes longer than all the rest, and only a network needs it.
  if (!sources.development) await Promise.all(filesIn(directory).map(compress))
  await Bun.write(join(directory, MANIFEST), JSON.stringify(manifest))
}

async function bundleScripts(sources: AssetSources, outdir: string): Promise<Manifest> {
  const { metafile } = await bundle({
    ...scripts(sources, SCRIPTS),
    outdir,
    splitting: true,
    // The editor imports it for Rails uploads, which Hearth does not have.
    external: ["@rails/activestorage"],
  })
  return namesOf(SCRIPTS, sources.client, metafile)
}

// Firefox runs no worker that is a module, so each is one file without imports.
async function bundleWorkers(sources: AssetSources, outdir: string): Promise<Manifest> {
  const { metafile } = await bundle({ ...scripts(sources, WORKERS), outdir, format: "iife" })
  return namesOf(WORKERS, sources.client, metafile)
}

const scripts = ({ client, development }: AssetSources, names: string[]) =>
  ({
    entrypoints: names.map((name) => join(client, name)),
    root: client,
    target: "browser",
    metafile: true,
    minify: !development,
    sourcemap: development ? "linked" : "none",
    // Libraries choose their production half by this.
    define: { "process.env.NODE_ENV": development ? '"development"' : '"production"' },
  }) as const

function namesOf(names: string[], client: string, metafile: Bun.BuildMetafile | undefined) {
  const outputs = Object.entries(metafile?.outputs ?? {})
  const named = outputs.flatMap(([file, { entryPoint }]) => {
    const script = names.find((name) => entryPoint && samePath(entryPoint, join(client, name)))
    return script ? [[`${stem(script)}.js`, basename(file)] as const] : []
  })
  return Object.fromEntries(named)
}

// The target `bun` leaves the styles as they were written. For `browser` they
// are rewritten for browsers of 2020: light-dark() into variables that do not
// follow a nested color-scheme, :is() and :dir() into triplets of prefixes.
async function bundleStyles(
  { client, development }: AssetSources,
  outdir: string,
): Promise<Manifest> {
  const named = STYLES.map(async (style) => {
    const { outputs } = await bundle({
      entrypoints: [join(client, style)],
      minify: !development,
      outdir,
      target: "bun",
    })
    const output = outputs.find(({ path }) => path.endsWith(".css"))
    if (!output) throw new AssetBuildError(`The build of ${style} has no CSS output.`)

    const text = layerOrder(await Bun.file(join(client, style)).text()) + (await output.text())
    const file = `${stem(style)}-${digest(text)}.css`
    rmSync(output.path)
    await Bun.write(join(outdir, file), text)
    return [basename(style), file] as const
  })
  return Object.fromEntries(await Promise.all(named))
}

// Bun puts imports before the @layer statement, and the first mention of a layer decides the order.
// So the statement is repeated at the beginning.
function layerOrder(css: string) {
  return css.replaceAll(/\/\*.*?\*\//gs, "").match(/^\s*(@layer [^;{]+;)/)?.[1] ?? ""
}

function copyPublic(folder: string, directory: string): Manifest {
  const named = filesIn(folder).map((source) => {
    const name = relative(folder, source)
    const extension = extname(name)
    const file = `${name.slice(0, -extension.length)}-${digest(readFileSync(source))}${extension}`
    cpSync(source, join(directory, file))
    return [name, file] as const
  })
  return Object.fromEntries(named)
}

async function bundle(options: Bun.BuildConfig) {
  const result = await Bun.build({
    ...options,
    publicPath: "/assets/",
    naming: {
      entry: "[name]-[hash].[ext]",
      chunk: "[name]-[hash].[ext]",
      asset: "[name]-[hash].[ext]",
    },
    throw: false,
  })
  if (result.success) return result

  const reasons = result.logs.map((log) => Bun.inspect(log, { colors: false }))
  throw new AssetBuildError(`The browser's code cannot be bundled.\n${reasons.join("\n")}`)
}

async function compress(file: string) {
  if (!COMPRESSIBLE.has(extname(file))) return

  const bytes = readFileSync(file)
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  if (br.length < bytes.length) await Bun.write(`${file}.br`, br)
  if (gz.length < bytes.length) await Bun.write(`${file}.gz`, gz)
}

// Another process may have published the same build first (race): then its build stays.
function publish(draft: string, finished: string) {
  try {
    renameSync(draft, finished)
  } catch (error) {
    if (!exists(finished)) throw error
  }
}

// Deletes builds older than a week. Younger ones may belong to a starting process, or to the
// version of a rollback.
function deleteOldBuilds(cacheDir: string, finished: string) {
  for (const name of readdirSync(cacheDir).filter((name) => BUILD_OR_DRAFT.test(name))) {
    const path = join(cacheDir, name)
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (path !== finished && Date.now() - modified > WEEK)
      rmSync(path, { recursive: true, force: true })
  }
}

function filesIn(folder: string) {
  if (!exists(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.startsWith("."))
    .map((file) => join(file.parentPath, file.name))
    .sort()
}

const stem = (file: string) => basename(file, extname(file))
const digest = (content: string | Uint8Array) =>
  new Bun.CryptoHasher("sha256").update(content).digest("hex").slice(0, 10)
const exists = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
const samePath = (a: string, b: string) => relative(a, b) === ""
