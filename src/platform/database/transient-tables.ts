import type { Dialect } from "./store"

/** Raise it with every change of the tables: SQLite's file of another version is replaced. */
export const TRANSIENT_VERSION = 1

/**
 * Tables whose rows a crash may lose, so that no write waits for an fsync. They refer to users and
 * rooms without foreign keys, which SQLite doesn't have between two files.
 */
export function transientTables(dialect: Dialect): string[] {
  const table = dialect === "postgres" ? "create unlogged table" : "create table if not exists"
  const index = dialect === "postgres" ? "create index" : "create index if not exists"
  const json = dialect === "postgres" ? "jsonb" : "text"
  return [
    `${table} presences (
      user_id bigint not null,
      room_id bigint not null,
      state text not null,
      previous text,
      visible ${json} not null,
      hidden ${json} not null,
      visible_at bigint,
      hidden_at bigint,
      left_at bigint,
      seen_at bigint not null,
      primary key (user_id, room_id)
    )`,
    `${index} presences_room on presences (room_id)`,
    `${table} last_seen (user_id bigint primary key, seen_at bigint not null)`,
  ]
}
