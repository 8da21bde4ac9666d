import { TEST_TIMEOUT } from "./timeouts"

/** Numbers of passed and failed tests. */
export type Score = { passed: number; failed: number }

/** A child process that runs test files sequentially. */
export class TestProcess {
  #output = ""
  #isPrinting = false
  readonly #child
  readonly #finished: Promise<void>

  constructor(paths: string[]) {
    this.#child = Bun.spawn([process.execPath, "test", `--timeout=${TEST_TIMEOUT}`, ...paths], {
      env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env,
      stdin: "ignore",
      stdout: "inherit",
      stderr: "pipe",
    })
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => this.#child.kill(signal))
    this.#finished = this.#read()
  }

  /** Prints the output so far, then all further output, and returns the score. */
  async print(): Promise<Score> {
    this.#isPrinting = true
    await Bun.write(Bun.stdout, this.#output)
    return this.finish()
  }

  /** Returns the score when all tests have run. */
  async finish(): Promise<Score> {
    await this.#finished
    const score = parseScore(this.#output)
    const ok = (await this.#child.exited) === 0
    // An error outside a test, or an empty run, fails without a failed test.
    return ok ? score : { ...score, failed: Math.max(score.failed, 1) }
  }

  // Read at once: a full pipe would block the child.
  async #read() {
    const decoder = new TextDecoder()
    for await (const chunk of this.#child.stderr) {
      const text = decoder.decode(chunk, { stream: true })
      this.#output += text
      if (this.#isPrinting) await Bun.write(Bun.stdout, text)
    }
  }

  /** The output of the failed tests. */
  get failures() {
    return parseFailures(this.#output)
  }
}

/** Parses the totals at the end of Bun's output. */
export function parseScore(output: string): Score {
  const counted = (word: string) => {
    const counts = stripAnsi(output).matchAll(new RegExp(`^\\s*(\\d+) ${word}$`, "gm"))
    return Number([...counts].at(-1)?.[1] ?? 0)
  }
  return { passed: counted("pass"), failed: counted("fail") }
}

/** Extracts the output of each failed test, to print it at the end of a long log. */
export function parseFailures(output: string) {
  const [results = ""] = stripAnsi(output).split(/^\d+ tests? failed:$/m)
  const failed = results.split(/^\((?:pass|skip)\) .*$/m).filter((part) => /^\(fail\) /m.test(part))
  return failed.map((part) => part.trim().split("\n").slice(-60).join("\n")).join("\n\n")
}

// Line by line: a test name may contain an unterminated escape sequence.
const stripAnsi = (output: string) => output.split("\n").map(Bun.stripANSI).join("\n")
