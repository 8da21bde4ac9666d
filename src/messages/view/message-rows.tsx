import { raw } from "hono/html"
import type { Child } from "hono/jsx"

type MessageRowsProps = { label: string; children: Child }

/** Messages outside of their rooms: each stands for itself, and leads to where it was said. */
export function MessageRows({ label, children }: MessageRowsProps) {
  return (
    <ol
      class="message-rows"
      aria-label={label}
      data-controller="search-results"
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
  /** The message, as its room shows it. */
  html: string
  /** Why it is listed, and what can be done about that. */
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
