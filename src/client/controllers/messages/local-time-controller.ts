import { Controller } from "@hotwired/stimulus"

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "long" })
const datetime = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" })
const days = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" })

type Format = { format(moment: Date): string }

/** Formats times in the browser's language and time zone. */
export default class extends Controller<HTMLElement> {
  static override targets = ["time", "date", "datetime", "moment"]

  declare readonly momentTargets: HTMLTimeElement[]

  #midnight: ReturnType<typeof setTimeout> | undefined

  override connect() {
    this.#midnight = setTimeout(() => {
      for (const element of this.momentTargets) this.momentTargetConnected(element)
      this.connect()
    }, daysAgo(-1).getTime() - Date.now())
  }

  override disconnect() {
    clearTimeout(this.#midnight)
  }

  timeTargetConnected(element: HTMLTimeElement) {
    show(element, time)
  }

  dateTargetConnected(element: HTMLTimeElement) {
    show(element, date)
  }

  datetimeTargetConnected(element: HTMLTimeElement) {
    show(element, datetime)
  }

  momentTargetConnected(element: HTMLTimeElement) {
    show(element, { format: formatMoment })
  }
}

function show(element: HTMLTimeElement, format: Format) {
  const moment = new Date(element.dateTime)
  if (Number.isNaN(moment.getTime())) return

  element.textContent = format.format(moment)
  element.title = datetime.format(moment)
}

// A time slightly in the future, by the server's clock, counts as today.
function formatMoment(moment: Date) {
  if (moment >= daysAgo(0)) return time.format(moment)
  return moment >= daysAgo(1) ? days.format(-1, "day") : day.format(moment)
}

/** The start of the day `count` days ago, in the browser's time zone. */
function daysAgo(count: number) {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - count)
}
