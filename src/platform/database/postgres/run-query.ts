import type { SQL } from "bun"
import { isConnectionLost } from "./errors"

type Row = Record<string, unknown>
type Result = Row[] & SQL.ResultMetadata

const INT8 = 20
const READ_ATTEMPTS = 3

/**
 * Runs one statement. Each connection prepares it on first use. Bun sends concurrent statements of
 * one connection without waiting for the results in between.
 *
 * @returns the rows as a plain array, with bigint columns as numbers: ids and microseconds are below 2^53
 */
export async function runQuery(on: SQL, sql: string, parameters: readonly unknown[]) {
  const result: Result = await on.unsafe(sql, parameters as unknown[]) // Bun copies the array
  if (result.length > 0) parseBigints(result)
  return { rows: result.slice(), affectedRows: result.affectedRows }
}

/** Runs a query that only reads; repeats it when its connection is lost. */
export async function readRows(pool: SQL, sql: string, parameters: readonly unknown[]) {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await runQuery(pool, sql, parameters)).rows
    } catch (error) {
      if (attempt === READ_ATTEMPTS || !isConnectionLost(error)) throw error
    }
    // Often all connections are lost at once. The pause lets the pool notice the others.
    await Bun.sleep(10 * attempt)
  }
}

function parseBigints(rows: Result) {
  for (const { name, type } of rows.columns ?? []) {
    if (type !== INT8) continue
    for (const row of rows) if (row[name] !== null) row[name] = Number(row[name])
  }
}
