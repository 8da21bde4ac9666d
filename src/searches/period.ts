import type { Micros } from "../platform/database/database"

/** A calendar day, month or year: from its first day to the first day of the next, exclusive. */
export type Period = { first: Temporal.PlainDate; next: Temporal.PlainDate }

/** @param text `2024`, `2024-03` or `2024-03-12`; null for anything else */
export function periodNamed(text: string): Period | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text) ?? []
  if (year === undefined) return null
  try {
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: "reject" },
    )
    const length = day ? { days: 1 } : month ? { months: 1 } : { years: 1 }
    return { first, next: first.add(length) }
  } catch {
    return null
  }
}

/** Midnight of `date` in `zone`. */
export const startOf = (date: Temporal.PlainDate, zone: string): Micros =>
  date.toZonedDateTime(zone).epochMilliseconds * 1000

/** @returns `name` when it is a valid IANA time zone, else UTC */
export function zoneNamed(name: string | undefined): string {
  try {
    return name ? Temporal.Now.zonedDateTimeISO(name).timeZoneId : "UTC"
  } catch {
    return "UTC"
  }
}
