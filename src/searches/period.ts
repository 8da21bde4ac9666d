import type { Micros } from "../platform/database/database"

/** A day, a month or a year of the calendar, from its first day to that of the next. */
export type Period = { first: Temporal.PlainDate; next: Temporal.PlainDate }

/** @param text `2024`, `2024-03` or `2024-03-12`; anything else is no period */
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

/** When `date` begins in `zone`. */
export const startOf = (date: Temporal.PlainDate, zone: string): Micros =>
  date.toZonedDateTime(zone).epochMilliseconds * 1000

/** @returns the zone, if it is one; else UTC */
export function zoneNamed(name: string | undefined): string {
  try {
    return name ? Temporal.Now.zonedDateTimeISO(name).timeZoneId : "UTC"
  } catch {
    return "UTC"
  }
}
