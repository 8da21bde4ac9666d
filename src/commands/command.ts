import type { Config } from "../config"

/** One word after `bin/hearth`. */
export type Command = {
  name: string
  /** What it does, in one line of `bin/hearth --help`. */
  summary: string
  /** @throws {CommandError} */
  run(config: Config): Promise<void>
}

/** What a command could not do, and what to do instead, in a sentence for the person who ran it. */
export class CommandError extends Error {}
