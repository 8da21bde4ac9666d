import type { ContentfulStatusCode } from "hono/utils/http-status"

/**
 * A rule that the person's input broke. Its message is for them: what could not be done, the rule,
 * what was found. One place turns it into an answer that gives their input back.
 */
export class Refused extends Error {
  override name = "Refused"
  /** Reasons by the name of the input beside which each belongs. */
  readonly reasons: Readonly<Record<string, string>>

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

/** What was asked for is not there, or not for whoever asked: nobody can tell which. */
export class NotFound extends Error {
  override name: string = "NotFound"
}

/** What was asked for is there, but not for this person to do. */
export class Forbidden extends Error {
  override name = "Forbidden"
}
