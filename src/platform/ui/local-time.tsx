import { compileTemplate } from "../cache/compile-template"
import { iso, millis } from "../database/clock"
import type { Micros } from "../database/schema"

/** A `moment` is the time for today, "yesterday", or else the date. */
type Kind = "time" | "date" | "datetime" | "moment"

const formats: Record<Kind, Intl.DateTimeFormat> = {
  time: utc({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  date: utc({ day: "numeric", month: "long", year: "numeric" }),
  datetime: utc({ dateStyle: "medium", timeStyle: "short" }),
  moment: utc({ dateStyle: "medium", timeStyle: "short" }),
}

/** Rendered in UTC; the browser converts it to the reader's time zone and language. */
export function LocalTime({ at, as, class: name }: { at: Micros; as: Kind; class?: string }) {
  const zone = as === "date" ? "" : " UTC"
  return <Time class={name} datetime={iso(at)} target={as} text={format(as, millis(at)) + zone} />
}

const MINUTE = 60_000
const latest: { [kind in Kind]?: { minute: number; text: string } } = {}

// Messages that are posted in the same minute show the same text, and formatting is slow.
function format(kind: Kind, milliseconds: number) {
  const minute = Math.floor(milliseconds / MINUTE)
  const known = latest[kind]
  if (known?.minute === minute) return known.text
  const text = formats[kind].format(milliseconds)
  latest[kind] = { minute, text }
  return text
}

type TimeProps = { class?: string; datetime: string; target: string; text: string }

const Time = compileTemplate<TimeProps>(({ class: name, datetime, target, text }) => (
  <time class={name} datetime={datetime} data-local-time-target={target}>
    {text}
  </time>
))

function utc(options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" })
}
