import type { Context } from "hono"
import { sql } from "kysely"
import { selectRaw } from "../database/database"

/** The health check: 200 when the database responds, else 500. */
export async function up(c: Context) {
  const status = await (async () => {
    try {
      await selectRaw(sql`select 1`)
      return "up"
    } catch {
      return "down"
    }
  })()
  const code = status === "up" ? 200 : 500
  if (c.req.header("accept")?.includes("application/json"))
    return c.json({ status, timestamp: new Date().toISOString() }, code)
  return c.html(
    `<!doctype html><html lang="en"><title>Hearth is ${status}</title>Hearth is ${status}.`,
    code,
  )
}
