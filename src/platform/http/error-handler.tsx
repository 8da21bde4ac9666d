import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import { log, loggablePath } from "../logger"
import { ErrorPage } from "../ui/page/error-page"
import type { WebEnv } from "./environment"
import { Forbidden, NotFound, ValidationError } from "./errors"

/** Turns errors into responses, in the format that the request accepts. */
export function handleError<E extends WebEnv>(error: Error, c: Context<E>) {
  if (error instanceof ValidationError) {
    const renderForm = c.get("renderForm")
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
    if (renderForm) return c.html(renderForm(error), error.status)
    return errorResponse(c, error.status, error.message)
  }
  if (error instanceof NotFound) return errorResponse(c, 404)
  if (error instanceof Forbidden) return errorResponse(c, 403)
  if (error instanceof HTTPException) return errorResponse(c, error.status)
  log.error(
    { err: error, method: c.req.method, path: loggablePath(c.req.path) },
    "Unexpected error",
  )
  if (c.env.development) return c.html(<ErrorPage status={500} stack={error.stack} />, 500)
  return errorResponse(c, 500)
}

export const handleNotFound = <E extends WebEnv>(c: Context<E>) => errorResponse(c, 404)

function errorResponse<E extends WebEnv>(
  c: Context<E>,
  status: ContentfulStatusCode,
  message?: string,
) {
  const accept = c.req.header("accept") ?? ""
  if (accept.includes("application/json")) return c.json({ error: message ?? status }, status)
  return c.html(<ErrorPage status={status} message={message} />, status)
}
