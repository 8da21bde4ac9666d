import { iso } from "../../platform/database/database"
import type { AuditEntry } from "./audit"

/** The label of an action: "Changed role" for `changed_role`. */
export function actionName(action: string) {
  const words = action.replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const COLUMNS = ["When", "Who", "What", "Whom", "Detail", "From"]

/** CSV as in RFC 4180. */
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

// Prevents CSV injection: spreadsheets run cells that begin like a formula, and users choose their
// names.
function cell(text: string | null) {
  const safe = (text ?? "").replace(/^(?=[=+\-@\t\r])/, "'")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
