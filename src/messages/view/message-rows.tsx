import { raw } from "hono/html"
import type { Child } from "hono/jsx"

type MessageRowsProps = { label: string; children: Child }

/** A list of messages outside their rooms. Each row links to the message in its room. */
export function MessageRows({ label, children }: MessageRowsProps) {
  return (
    <ol
      class="message-rows"
      aria-label={label}
      data-controller="search-results boosting"
      data-search-results-me-class="message--me"
      data-search-results-threaded-class="message--threaded"
      data-search-results-mentioned-class="message--mentioned"
      data-search-results-formatted-class="message--formatted"
      data-search-results-first-of-day-class="message--first-of-day"
    >
      {children}
    </ol>
  )
}

type MessageRowProps = {
  id: string
  /** The message's HTML, as in its room. */
  html: string
  /** Why it is listed, and the actions for that. */
  children: Child
}

export function MessageRow({ id, html, children }: MessageRowProps) {
  return (
    <li id={id} class="message-row">
      {raw(html)}
      <div class="message-row__foot">{children}</div>
    </li>
  )
}
