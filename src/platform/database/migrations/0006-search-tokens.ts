import { type Kysely, type Migration, sql } from "kysely"
import type { Dialect } from "../store"

/**
 * The application makes the tokens of the search index, so that both databases find the same. A job
 * indexes the messages that exist: millions of them would delay the start.
 */
export const searchTokens = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await sql`drop table search_entries`.execute(db)
    await (dialect === "sqlite" ? createSqliteIndex(db) : createPostgresIndex(db))
    const time = Date.now() * 1000
    await sql`insert into jobs (name, payload, run_at, created_at, updated_at)
      select 'index-older-messages', '{"below":' || (max(id) + 1) || '}', ${sql.lit(time)}, ${sql.lit(time)}, ${sql.lit(time)}
      from messages having count(*) > 0`.execute(db)
  },
})

async function createSqliteIndex(db: Kysely<unknown>) {
  // The tokenizer splits at spaces, because only they and signs are no part of a token for it.
  // Nothing ranks by the sizes of messages, so they are not stored.
  await sql`create virtual table search_entries
    using fts5(text, marks, tokenize = 'ascii', columnsize = 0)`.execute(db)
  // Otherwise deleted words stay in the index until a merge.
  await sql`insert into search_entries (search_entries, rank) values ('secure-delete', 1)`.execute(
    db,
  )
  await sql`create virtual table search_entries_tokens using fts5vocab(search_entries, instance)`.execute(
    db,
  )
}

async function createPostgresIndex(db: Kysely<unknown>) {
  await sql`create table search_entries (
    rowid bigint primary key references messages (id) on delete cascade,
    text text not null,
    marks text not null,
    document tsvector generated always as ((text || ' ' || marks)::tsvector) stored
  )`.execute(db)
  await sql`create index search_entries_document on search_entries using gin (document)`.execute(db)
  await sql`drop text search configuration hearth`.execute(db)
  await sql`drop text search dictionary hearth_stem`.execute(db)
}
