import type { ContentfulStatusCode } from "hono/utils/http-status"

/**
 * A rule that the person's input broke. Its message is for them: what could not be done, the rule,
 * what was found. One place turns it into an answer that gives their input back.
 */
export class ValidationError extends Error {
  override name = "Refused"
  /** Reasons by the name of the input beside which each belongs. */
  readonly reasons: Readonly<Record<string, string>>
  /** What programs are told besides. */
  readonly headers: Readonly<Record<string, string>> = {}

  /** @param field the input that is to blame, or all of them with their reasons */
  constructor(
    message: string,
    field: string | Record<string, string> = {},
    readonly status: ContentfulStatusCode = 422,
  ) {
    super(message)
    this.reasons = typeof field === "string" ? { [field]: message } : field
  }
}

/** It was too much of one thing at once, however right each was. */
export class RateLimited extends ValidationError {
  override readonly headers: Readonly<Record<string, string>>

  /** @param seconds until it may go on */
  constructor(what: string, seconds: number, field: string | Record<string, string> = {}) {
    super(`${what} Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`, field, 429)
    this.headers = { "Retry-After": String(seconds) }
  }
}

/** What was asked for is not there, or not for whoever asked: nobody can tell which. */
export class NotFound extends Error {
  override name: string = "NotFound"
}

/** What was asked for is there, but not for this person to do. */
export class Forbidden extends Error {
  override name = "Forbidden"
}
