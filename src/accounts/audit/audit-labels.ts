import { iso } from "../../platform/database/database"
import type { AuditEntry } from "./audit"

/** An act as people read it: `changed_role` is "Changed role". */
export function actionName(action: string) {
  const words = action.replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const COLUMNS = ["When", "Who", "What", "Whom", "Detail", "From"]

/** The entries as RFC 4180 has it. */
export function csvOf(entries: AuditEntry[]) {
  const rows = entries.map((entry) => [
    iso(entry.created_at),
    entry.actor_name,
    entry.action,
    entry.subject_name,
    entry.detail,
    entry.ip_address,
  ])
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")
}

// Spreadsheets run what begins like a formula, and people choose their own names.
function cell(text: string | null) {
  const safe = (text ?? "").replace(/^(?=[=+\-@\t\r])/, "'")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
