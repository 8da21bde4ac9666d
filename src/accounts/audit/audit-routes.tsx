import { type Context, Hono } from "hono"
import { z } from "zod"
import { type AccountEnv, administratorsOnly } from "../environment"
import { type AuditFilter, auditEntries, auditedActions } from "./audit"
import { csvOf } from "./audit-labels"
import { AuditPage } from "./audit-page"

const PAGE = 50
const MAX_ROWS = 100_000

// PostgreSQL rejects text with NUL.
const Word = z
  .string()
  .max(100)
  .transform((word) => word.replaceAll("\0", "").trim())
  .optional()
  .catch(undefined)

const Query = z.object({
  action: Word,
  person: Word,
  before: z.coerce.number().int().positive().optional().catch(undefined),
})

export const auditLog = new Hono<AccountEnv>()

auditLog.get("/account/audit", administratorsOnly, async (c) => {
  const { before, ...filter } = Query.parse(c.req.query())
  let query = auditEntries(filter).limit(PAGE + 1)
  if (before) query = query.where("id", "<", before)
  const found = await query.execute()
  const entries = found.slice(0, PAGE)
  const last = found.length > PAGE ? entries.at(-1) : undefined
  return c.html(
    <AuditPage
      viewer={c.var.user}
      entries={entries}
      actions={await auditedActions()}
      filter={filter}
      older={last ? pathTo("/account/audit", filter, last.id) : null}
      csv={pathTo("/account/audit.csv", filter)}
    />,
  )
})

auditLog.get("/account/audit.csv", administratorsOnly, async (c) => {
  const { before: _, ...filter } = Query.parse(c.req.query())
  return respondWithCsv(c, csvOf(await auditEntries(filter).limit(MAX_ROWS).execute()))
})

function respondWithCsv(c: Context<AccountEnv>, csv: string) {
  return c.body(csv, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="hearth-audit.csv"',
    "Cache-Control": "no-store",
  })
}

function pathTo(path: string, { action, person }: AuditFilter, before?: number) {
  const query = new URLSearchParams()
  if (action) query.set("action", action)
  if (person) query.set("person", person)
  if (before) query.set("before", String(before))
  return query.size > 0 ? `${path}?${query}` : path
}
