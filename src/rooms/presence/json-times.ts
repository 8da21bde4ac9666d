import { type RawBuilder, sql } from "kysely"
import { dialect, type Micros } from "../../platform/database/database"

// A JSON object of times by subscription id, in a column of `presences`.

type Times = RawBuilder<string>

// A literal, because Bun would send a string parameter to PostgreSQL as a JSON string.
export const noTimes: Times = sql`'{}'`

/** An object with this time only. */
export const timeOf = (id: string, time: Micros): Times =>
  dialect() === "sqlite"
    ? sql`json_object(${id}, ${time})`
    : sql`jsonb_build_object(${id}::text, ${time}::bigint)`

/** The column's times after `since`, without the one of `id`. */
export const timesWithout = (column: string, id: string, since: Micros): Times =>
  dialect() === "sqlite"
    ? sql`(select json_group_object(key, value) from json_each(${sql.ref(column)})
        where key <> ${id} and value > ${since})`
    : sql`(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${sql.ref(column)})
        where key <> ${id} and value::bigint > ${since})`

export const withTime = (times: Times, id: string, time: Micros): Times =>
  dialect() === "sqlite"
    ? sql`json_patch(${times}, ${timeOf(id, time)})`
    : sql`(${times} || ${timeOf(id, time)})`

/** The latest of the times, or null when there are none. */
export const latestTime = (times: Times): RawBuilder<Micros | null> =>
  dialect() === "sqlite"
    ? sql`(select max(value) from json_each(${times}))`
    : sql`(select max(value::bigint) from jsonb_each(${times}))`
