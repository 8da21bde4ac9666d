import { hours, type Micros, seconds } from "../database/database"

/** 5 s after the first attempt, then twice as long each time, an hour at most. */
export const backoff = (attempt: number): Micros =>
  Math.min(seconds(5) * 2 ** (attempt - 1), hours(1))

/** Between half the time and all of it, so that jobs which failed together don't return together. */
export const spread = (time: Micros): Micros => Math.round(time * (0.5 + Math.random() / 2))
