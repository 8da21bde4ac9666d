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

type Definition = Required<Options> & {
  name: string
  /** @throws {BadPayload} */
  check(payload: unknown): void
  /** @throws {BadPayload} */
  run(payload: unknown, context: JobContext): Promise<void>
}

export type JobDefinition<Payload> = Definition & {
  /** Only a type: what `enqueue` takes for this job. */
  payload?: Payload
}

/** Thrown by a job whose reason is gone, such as a removed record: it ends as if done. */
export class Discard extends Error {}

/** What a job was given is nothing that it takes; no further attempt will change that. */
export class BadPayload extends Error {}

const registered = new Map<string, Definition>()

/** A kind of work, for `registerJobs`. Ten attempts by default, spread over about 40 minutes. */
export function job<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  run: (payload: z.output<Schema>, context: JobContext) => Promise<void>,
  options: Options = {},
): JobDefinition<z.input<Schema>> {
  const check = (payload: unknown) => {
    const { success, data, error } = schema.safeParse(payload)
    if (!success) throw new BadPayload(`Not a payload of the job "${name}": ${error.message}`)
    return data
  }
  return {
    name,
    attempts: 10,
    backoff,
    ...options,
    check,
    run: async (payload, context) => run(check(payload), context),
  }
}

/** Lets workers of this process run these jobs. */
export function registerJobs(definitions: Definition[]) {
  for (const definition of definitions) {
    const other = registered.get(definition.name)
    if (other && other !== definition) throw new Error(`Two jobs are named "${definition.name}"`)
    registered.set(definition.name, definition)
  }
}

export const definitionOf = (name: string) => registered.get(name)
