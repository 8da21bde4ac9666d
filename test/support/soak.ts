/** Repeats the tests of a suite, each round with another seed, until a time is over or one fails. */

import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { TestProcess } from "./test-process"

type Suite = { about: string; files: () => string[] }

const isBrowserTest = (file: string) => file.startsWith("test/browser/")
const testFiles = () => [...new Bun.Glob("{src,test}/**/*.test.{ts,tsx}").scanSync()].sort()

const SUITES: Record<string, Suite> = {
  fuzz: {
    about: "parsers, the sanitizer, uploads and search with random input",
    files: () => seededFiles().filter((file) => !isBrowserTest(file)),
  },
  "fuzz-browser": {
    about: "pages with random input, and random changes by two people",
    files: () => seededFiles().filter(isBrowserTest),
  },
  chaos: {
    about: "servers that are killed, and connections that are cut",
    files: () => ["test/crash.test.ts", ...testFiles().filter((file) => NETWORK.test(file))],
  },
  databases: {
    about: "all tests that run on SQLite and on PostgreSQL",
    files: () => testFiles().filter((file) => mentions(file, "onBothDatabases(")),
  },
  browser: { about: "all tests in Chromium", files: () => testFiles().filter(isBrowserTest) },
}

const NETWORK = /^test\/(cable.*|browser\/(catching-up|unsent|sending|sidebar-alive))\.test\.tsx?$/

const USAGE = `Repeats long tests, each round with another seed, until a time is over or a test fails.

  bin/soak NAME [minutes]      10 minutes without a number
  bin/soak NAME --seed N       one round with the seed of an earlier failure

${Object.entries(SUITES)
  .map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`)
  .join("\n")}
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, help: { type: "boolean" } },
})
const [name = "", minutes = "10"] = positionals
const suite = SUITES[name]
const seed = values.seed === undefined ? null : Number(values.seed)
if (!suite || values.help || !(Number(minutes) > 0) || Number.isNaN(seed)) {
  console.log(USAGE)
  process.exit(values.help || name === "" ? 0 : 1)
}
process.exit((await soak(suite.files(), seed)) ? 0 : 1)

async function soak(files: string[], seed: number | null) {
  const end = performance.now() + Number(minutes) * 60_000
  for (let round = 1; round === 1 || (seed === null && performance.now() < end); round++) {
    const roundSeed = seed ?? Math.floor(Math.random() * 2 ** 31)
    process.env.SOAK_SEED = String(roundSeed)
    const start = performance.now()
    const tests = new TestProcess(files.map((file) => `./${file}`))
    const { passed, failed } = await tests.finish()
    const seconds = Math.round((performance.now() - start) / 1000)
    console.log(
      `Round ${round}, seed ${roundSeed}: ${passed} passed, ${failed} failed, ${seconds} s`,
    )
    if (failed === 0) continue
    console.log(`\n${tests.failures}\n\nTo repeat it: bin/soak ${name} --seed ${roundSeed}`)
    return false
  }
  return true
}

function seededFiles() {
  return testFiles().filter((file) => mentions(file, "seedOr("))
}

function mentions(file: string, text: string) {
  return readFileSync(file, "utf8").includes(text)
}
