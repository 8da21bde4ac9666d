import type { Row } from "./row"

const HEADINGS = ["Work", "Hearth", "Bare", "Ratio", "CPU, Hearth / bare", "Budget", "Met"]

/** Formats the rows as a table. */
export function table(rows: Row[]): string {
  const lines = [
    HEADINGS,
    ...rows.map((row) => [
      row.work,
      row.hearth,
      row.bare,
      row.ratio,
      row.cpu,
      row.budget,
      verdict(row),
    ]),
  ]
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => width(line[column]))))
  const formatted = lines.map((line) =>
    line.map((cell, column) => pad(cell, widths[column])).join("  "),
  )
  const rule = widths.map((wide) => "─".repeat(wide)).join("  ")
  return [formatted[0], rule, ...formatted.slice(1)].join("\n")
}

/** One line for each row with notes. */
export const notes = (rows: Row[]) =>
  rows
    .filter((row) => row.notes.length > 0)
    .map((row) => `${row.work}: ${row.notes.join("; ")}.`)
    .join("\n")

const verdict = ({ met }: Row) => (met === null ? "" : met ? "yes" : "NO")
const width = (text = "") => Bun.stringWidth(text)
const pad = (text: string, wide = 0) => text + " ".repeat(Math.max(0, wide - width(text)))
