import type { ContentfulStatusCode } from "hono/utils/http-status"

/**
 * Input that breaks a rule. The message is shown to the user: what happened, then what to do.
 * The error handler renders the form again with the user's input.
 */
export class ValidationError extends Error {
  override name = "ValidationError"
  /** Error messages by the name of the input. */
  readonly reasons: Readonly<Record<string, string>>
  /** Additional response headers. */
  readonly headers: Readonly<Record<string, string>> = {}

  /** @param field the invalid input's name, or error messages by input name */
  constructor(
    message: string,
    field: string | Record<string, string> = {},
    readonly status: ContentfulStatusCode = 422,
  ) {
    super(message)
    this.reasons = typeof field === "string" ? { [field]: message } : field
  }
}

export class RateLimited extends ValidationError {
  override readonly headers: Readonly<Record<string, string>>

  /** @param seconds until the next attempt is allowed */
  constructor(message: string, seconds: number, field: string | Record<string, string> = {}) {
    super(`${message} Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`, field, 429)
    this.headers = { "Retry-After": String(seconds) }
  }
}

/** The record does not exist, or the user may not see it: the response is the same. */
export class NotFound extends Error {
  override name: string = "NotFound"
}

/** The user may see the record but not perform this action. */
export class Forbidden extends Error {
  override name = "Forbidden"
}
