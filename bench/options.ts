import { parseArgs } from "node:util"

export const HELP = `Measures Hearth against a bare baseline on the same machine.

  bin/bench [options]

  --rounds N       pairs of rounds per row (5)
  --seconds N      seconds per round (1)
  --tabs N         open tabs whose presence runs while pages are measured (200)
  --only a,b       only these rows; bin/bench --list prints the names, also of those
                   that take minutes and run only so (caches)
  --browser        measure the page in Chromium instead; takes some minutes
  --big            also measure a room of 2,000,000 messages; takes some minutes
  --messages N     number of messages for --big
  --storage DIR    directory for the seed, on the disk to be measured (a temporary directory)
  --json FILE      also write every sample to FILE
  --list           print the names of the rows
  --help           print this help
`

export type Options = ReturnType<typeof readOptions>

/** @throws {TypeError} for an unknown option or a bad number */
export function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "1" },
      tabs: { type: "string", default: "200" },
      only: { type: "string" },
      browser: { type: "boolean", default: false },
      big: { type: "boolean", default: false },
      messages: { type: "string", default: "2000000" },
      storage: { type: "string" },
      json: { type: "string" },
      list: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  })
  return {
    ...values,
    pace: {
      rounds: positive("rounds", values.rounds),
      seconds: positive("seconds", values.seconds),
    },
    messages: positive("messages", values.messages),
    tabs: count("tabs", values.tabs),
    only: values.only?.split(",") ?? null,
  }
}

function positive(name: string, text: string) {
  const number = Number(text)
  if (number > 0) return number
  throw new TypeError(`--${name} must be a number above 0, not ${JSON.stringify(text)}`)
}

function count(name: string, text: string) {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  throw new TypeError(`--${name} must be 0 or a whole number above it, not ${JSON.stringify(text)}`)
}
