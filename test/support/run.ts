/** Runs all checks of bin/test and prints the totals in the last line. */

import { userInfo } from "node:os"
import { findBrowser } from "./find-browser"
import { type Score, TestProcess } from "./test-process"

const COLORS = process.stdout.isTTY ? "force" : "off"

const CHECKS: [name: string, ...command: string[]][] = [
  ["Types", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["Style and import circles", "node_modules/@biomejs/biome/bin/biome", "ci", `--colors=${COLORS}`],
  ["Unused files, exports and dependencies", "node_modules/knip/bin/knip-bun.js"],
  ["First start", "test/support/first-start.ts"],
]

type Tool = (typeof TOOLS)[number]

/** Programs that the tests need, and their packages. */
const TOOLS = [
  {
    name: "a Chromium, Chrome or Edge",
    found: findBrowser,
    ...{ apt: "chromium", brew: "chromium", dnf: "chromium", apk: "chromium" },
  },
  {
    name: "ffmpeg, for video posters",
    found: () => Bun.which("ffmpeg"),
    ...{ apt: "ffmpeg", brew: "ffmpeg", dnf: "ffmpeg-free", apk: "ffmpeg" },
  },
  {
    name: "pdftoppm, for first pages of PDFs",
    found: () => Bun.which("pdftoppm"),
    ...{ apt: "poppler-utils", brew: "poppler", dnf: "poppler-utils", apk: "poppler-utils" },
  },
  {
    name: "vipsthumbnail, for HEIC, AVIF and TIFF pictures",
    found: () => Bun.which("vipsthumbnail"),
    ...{ apt: "libvips-tools", brew: "vips", dnf: "vips-tools", apk: "vips-tools" },
  },
]

const paths = process.argv.slice(2)
const scores = paths.length > 0 ? [await test(paths)] : await runAll()

const passed = scores.reduce((sum, score) => sum + score.passed, 0)
const failed = scores.reduce((sum, score) => sum + score.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

async function runAll() {
  if (missing().length > 0) await installTools()

  const scores: Score[] = []
  for (const [name, ...command] of CHECKS) scores.push(await check(name, command))
  return [...scores, ...(await allTests())]
}

async function check(name: string, command: string[]): Promise<Score> {
  console.log(`# ${name}`)
  const ok = await run([process.execPath, ...command])
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs the tests in two processes: browser tests mostly wait, so this nearly halves the time. */
async function allTests(): Promise<Score[]> {
  const files = [...new Bun.Glob("{bench,sounds,src,test}/**/*.test.{ts,tsx}").scanSync()].sort()
  const isLate = (file: string) => /^test\/browser\/[d-z]/.test(file)
  const select = (which: (file: string) => boolean) =>
    files.filter(which).map((file) => `./${file}`)

  const late = new TestProcess(select(isLate))
  const early = new TestProcess(select((file) => !isLate(file)))
  const scores = [await early.print(), await late.print()]
  for (const { failures } of [early, late]) if (failures) console.log(`\n# Failed\n${failures}`)
  return scores
}

async function test(paths: string[]): Promise<Score> {
  return new TestProcess(paths).print()
}

async function installTools() {
  const mayInstall = userInfo().uid === 0 && Bun.which("apt-get")
  if (mayInstall) {
    const packages = missing().map(({ apt }) => apt)
    console.log(`# For the tests: ${packages.join(", ")}`)
    const quietly = { DEBIAN_FRONTEND: "noninteractive" }
    await run(["apt-get", "update", "-qq"], quietly)
    await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages], quietly)
  }
  const tools = missing()
  if (tools.length === 0) return

  const browser = tools.some(({ apt }) => apt === "chromium")
  console.error(
    `Missing programs: ${tools.map(({ name }) => name).join("; ")}. Install them:
  ${installCommand(tools)}${browser ? "\nor set HEARTH_BROWSER to the path of a browser." : ""}`,
  )
  console.log("\n0 passed, 1 failed")
  process.exit(1)
}

function missing() {
  return TOOLS.filter(({ found }) => !found())
}

function installCommand(tools: Tool[]) {
  const all = (manager: "apt" | "brew" | "dnf" | "apk") =>
    tools.map((tool) => tool[manager]).join(" ")
  if (process.platform === "darwin") return `brew install ${all("brew")}`
  if (Bun.which("apt-get")) return `sudo apt-get update && sudo apt-get install ${all("apt")}`
  if (Bun.which("dnf")) return `sudo dnf install ${all("dnf")}`
  if (Bun.which("apk")) return `sudo apk add ${all("apk")}`
  return all("apt")
}

async function run(command: string[], env: Record<string, string> = {}) {
  const child = Bun.spawn(command, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  })
  return (await child.exited) === 0
}
