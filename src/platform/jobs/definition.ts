import type { z } from "zod"
import type { Micros } from "../database/database"
import { backoff } from "./backoff"

export type JobContext = {
  id: number
  /** 1 for the first try. */
  attempt: number
  /** Aborts when the job is no longer this worker's: stop, and leave the rest to the next. */
  signal: AbortSignal
}

type Options = {
  /** How often the job is begun before it counts as failed. */
  attempts?: number
  /** How long to wait after an attempt (1 is the first); the queue spreads it a little. */
  backoff?: (attempt: number) => Micros
}

export type Definition = Required<Options> & {
  /** @throws {BadPayload} */
  check(payload: unknown): void
  /** @throws {BadPayload} */
  run(payload: unknown, context: JobContext): Promise<void>
}

/** Thrown by a job whose reason is gone, such as a removed record: it ends as if done. */
export class Discard extends Error {}

/** What a job was given is nothing that it takes; no further attempt will change that. */
export class BadPayload extends Error {}

const definitions = new Map<string, Definition>()

/** Names a kind of work. Ten attempts by default, spread over about 40 minutes. */
export function defineJob<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  run: (payload: z.output<Schema>, context: JobContext) => Promise<void>,
  options: Options = {},
) {
  if (definitions.has(name)) throw new Error(`Two jobs are named "${name}"`)

  const check = (payload: unknown) => {
    const { success, data, error } = schema.safeParse(payload)
    if (!success) throw new BadPayload(`Not a payload of the job "${name}": ${error.message}`)
    return data
  }
  definitions.set(name, {
    attempts: 10,
    backoff,
    ...options,
    check,
    run: async (payload, context) => run(check(payload), context),
  })
}

export const definitionOf = (name: string) => definitions.get(name)
