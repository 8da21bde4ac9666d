import { TEST_TIMEOUT } from "./timeouts"

/** How many tests passed, and how many did not. */
export type Score = { passed: number; failed: number }

/** Tests that run one after the other, in a process of their own. */
export class TestProcess {
  #said = ""
  #isShown = false
  readonly #child
  readonly #heard: Promise<void>

  constructor(paths: string[]) {
    this.#child = Bun.spawn([process.execPath, "test", `--timeout=${TEST_TIMEOUT}`, ...paths], {
      env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env,
      stdin: "ignore",
      stdout: "inherit",
      stderr: "pipe",
    })
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => this.#child.kill(signal))
    this.#heard = this.#hear()
  }

  /** Passes on what it has said so far, and from now on what it says. */
  async print(): Promise<Score> {
    this.#isShown = true
    await Bun.write(Bun.stdout, this.#said)
    await this.#heard
    const score = parseScore(this.#said)
    const ok = (await this.#child.exited) === 0
    // An error between the tests, or nothing to run, fails without a failed test.
    return ok ? score : { ...score, failed: Math.max(score.failed, 1) }
  }

  // Read at once: whoever isn't heard stops talking, and with it working.
  async #hear() {
    const decoder = new TextDecoder()
    for await (const chunk of this.#child.stderr) {
      const words = decoder.decode(chunk, { stream: true })
      this.#said += words
      if (this.#isShown) await Bun.write(Bun.stdout, words)
    }
  }

  /** What was said of the tests that failed. */
  get failures() {
    return parseFailures(this.#said)
  }
}

/** The sum that Bun draws up at the end. */
export function parseScore(said: string): Score {
  const counted = (word: string) => {
    const counts = plain(said).matchAll(new RegExp(`^\\s*(\\d+) ${word}$`, "gm"))
    return Number([...counts].at(-1)?.[1] ?? 0)
  }
  return { passed: counted("pass"), failed: counted("fail") }
}

/** Each test that failed, with what was said of it: the end of a long log is what people see. */
export function parseFailures(said: string) {
  const [results = ""] = plain(said).split(/^\d+ tests? failed:$/m)
  const told = results.split(/^\((?:pass|skip)\) .*$/m).filter((part) => /^\(fail\) /m.test(part))
  return told.map((part) => part.trim().split("\n").slice(-60).join("\n")).join("\n\n")
}

// Line by line: a test's name may begin a sequence that never ends, and hide all after it.
const plain = (said: string) => said.split("\n").map(Bun.stripANSI).join("\n")
