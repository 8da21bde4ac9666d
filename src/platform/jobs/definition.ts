import type { z } from "zod"
import { hours, type Micros, seconds } from "../database/database"

export type JobContext = {
  id: number
  /** From 1. */
  attempt: number
  /**
   * Aborts when this worker has lost the lease: the job has to stop, another worker runs it again.
   */
  signal: AbortSignal
}

type Options = {
  /** Attempts before the job has failed for good. */
  attempts?: number
  /** The delay after an attempt (from 1), before jitter. */
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
  /** Exists only as a type: the payload that `enqueue` takes. */
  payload?: Payload
}

/** Thrown by a job that is obsolete, such as for a deleted record: the job ends as done. */
export class Discard extends Error {}

/** The payload does not match the job's schema. Not retried. */
export class BadPayload extends Error {}

const registered = new Map<string, Definition>()

/** Defines a job for `registerJobs`. Ten attempts by default, over about 40 minutes. */
export function job<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  run: (payload: z.output<Schema>, context: JobContext) => Promise<void>,
  options: Options = {},
): JobDefinition<z.input<Schema>> {
  const check = (payload: unknown) => {
    const { success, data, error } = schema.safeParse(payload)
    if (!success) throw new BadPayload(`Invalid payload for the job "${name}": ${error.message}`)
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

/** 5 s after the first attempt, then doubled each time, at most an hour. */
export const backoff = (attempt: number): Micros =>
  Math.min(seconds(5) * 2 ** (attempt - 1), hours(1))

export const definitionOf = (name: string) => registered.get(name)
