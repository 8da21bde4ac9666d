import { iso, millis } from "../database/clock"
import type { Micros } from "../database/schema"

/** A `moment` is said as people do: the time today, yesterday as such, else the date. */
type Kind = "time" | "date" | "datetime" | "moment"

const formats: Record<Kind, Intl.DateTimeFormat> = {
  time: utc({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  date: utc({ day: "numeric", month: "long", year: "numeric" }),
  datetime: utc({ dateStyle: "medium", timeStyle: "short" }),
  moment: utc({ dateStyle: "medium", timeStyle: "short" }),
}

/** A moment: in UTC until the browser puts it into its reader's zone and language. */
export function LocalTime({ at, as, class: name }: { at: Micros; as: Kind; class?: string }) {
  const zone = as === "date" ? "" : " UTC"
  return (
    <time class={name} datetime={iso(at)} data-local-time-target={as}>
      {formats[as].format(millis(at))}
      {zone}
    </time>
  )
}

function utc(options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" })
}
