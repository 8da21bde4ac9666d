import type { Hono } from "hono"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"

/**
 * Marks a route that reads its request body itself, as a stream: a file may be larger than memory,
 * and nothing of it is read before the middleware has checked who sends it.
 *
 * @param type the content types that are streamed; forms of any other are read as on every route
 */
export function streamBody(type = /^/) {
  const mark = createMiddleware<WebEnv>((_, next) => next())
  return Object.assign(mark, { streamed: type })
}

/** Whether the route that `app` will find for a request is marked to stream a body of its type. */
export const isStreamedBy =
  <E extends WebEnv>(app: Hono<E>) =>
  (request: Request): boolean => {
    const type = request.headers.get("content-type") ?? ""
    const [matched] = app.router.match(request.method, app.getPath(request))
    return matched.some(([[handler]]) => streamedTypeOf(handler)?.test(type))
  }

function streamedTypeOf(handler: object) {
  return "streamed" in handler && handler.streamed instanceof RegExp ? handler.streamed : null
}
