import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import { log, loggablePath } from "../logger"
import { ErrorPage } from "../ui/page/error-page"
import type { WebEnv } from "./environment"
import { Forbidden, NotFound, Refused } from "./refused"

/** The one place where what went wrong becomes an answer, in the form in which it was asked. */
export function answerFailure<E extends WebEnv>(error: Error, c: Context<E>) {
  if (error instanceof Refused) {
    const redraw = c.get("redraw")
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
    if (redraw) return c.html(redraw(error), error.status)
    return explain(c, error.status, error.message)
  }
  if (error instanceof NotFound) return explain(c, 404)
  if (error instanceof Forbidden) return explain(c, 403)
  if (error instanceof HTTPException) return explain(c, error.status)
  log.error(
    { err: error, method: c.req.method, path: loggablePath(c.req.path) },
    "Unexpected error",
  )
  return explain(c, 500)
}

export const answerNotFound = <E extends WebEnv>(c: Context<E>) => explain(c, 404)

function explain<E extends WebEnv>(c: Context<E>, status: ContentfulStatusCode, message?: string) {
  const accept = c.req.header("accept") ?? ""
  if (accept.includes("application/json")) return c.json({ error: message ?? status }, status)
  return c.html(<ErrorPage status={status} message={message} />, status)
}
