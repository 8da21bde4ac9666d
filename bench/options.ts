import { parseArgs } from "node:util"

export const HELP = `Measures Hearth beside what the same machine does without it.

  bin/bench [options]

  --rounds N       pairs of rounds for each line (5)
  --seconds N      length of a round (2)
  --only a,b       just these lines; bin/bench --list names them
  --big            also with a room of 2,000,000 messages; takes some minutes
  --messages N     how many messages --big means
  --storage DIR    where the seed is written; must be on the disk to be measured (a temporary directory)
  --json FILE      write every sample there too
  --list           name the lines
  --help           this
`

export type Options = ReturnType<typeof readOptions>

/** @throws {TypeError} about an option that there isn't */
export function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "2" },
      only: { type: "string" },
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
    only: values.only?.split(",") ?? null,
  }
}

function positive(name: string, text: string) {
  const number = Number(text)
  if (number > 0) return number
  throw new TypeError(`--${name} must be a number above 0, and it is ${JSON.stringify(text)}`)
}
