import { Controller } from "@hotwired/stimulus"

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "long" })
const datetime = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" })

/** Puts times into their reader's language and zone. */
export default class extends Controller<HTMLElement> {
  static override targets = ["time", "date", "datetime"]

  timeTargetConnected(element: HTMLTimeElement) {
    show(element, time)
  }

  dateTargetConnected(element: HTMLTimeElement) {
    show(element, date)
  }

  datetimeTargetConnected(element: HTMLTimeElement) {
    show(element, datetime)
  }
}

function show(element: HTMLTimeElement, format: Intl.DateTimeFormat) {
  const moment = new Date(element.dateTime)
  if (Number.isNaN(moment.getTime())) return

  element.textContent = format.format(moment)
  element.title = datetime.format(moment)
}
