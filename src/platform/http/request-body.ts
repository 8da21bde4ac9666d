import type { Hono } from "hono"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"

export type RequestBody = { request: Request } & Pick<WebEnv["Bindings"], "form" | "bodyError">

type Form = RequestBody["form"]
type BodyError = NonNullable<RequestBody["bodyError"]>

const METHODS = new Set(["PUT", "PATCH", "DELETE"])

/** Maximum size of a form without files, in bytes. */
const MAX_TEXT = 1024 * 1024

/** Maximum size of a form with a picture, in bytes: it is read into memory. */
const MAX_MULTIPART = 16 * 1024 * 1024

/**
 * Reads the form of a request. HTML forms can only POST; the field `_method` overrides the method.
 *
 * @param isStreamed whether the route reads the body itself (`streamBody`): it is left unread
 */
export async function readRequestBody(
  request: Request,
  isStreamed: (request: Request) => boolean,
): Promise<RequestBody> {
  if (isEmpty(request) || isStreamed(request)) return { request, form: null, bodyError: null }
  const type = request.headers.get("content-type") ?? ""
  if (!isForm(type)) return bounded(request)

  const form = await formOf(request, type)
  if (form === "broken" || form === "too big") return { request, form: null, bodyError: form }
  const method = request.method === "POST" ? form.get("_method") : null
  const override = typeof method === "string" ? method.toUpperCase() : ""
  if (!METHODS.has(override)) return { request, form, bodyError: null }
  const { url, headers } = request
  return { request: new Request(url, { method: override, headers }), form, bodyError: null }
}

// `request.body` creates a stream, which costs more than reading the form, so the header is checked
// first.
function isEmpty(request: Request) {
  const length = request.headers.get("content-length")
  return length === null ? request.body === null : Number(length) === 0
}

const isMultipart = (type: string) => /^multipart\/form-data\b/i.test(type)
const isForm = (type: string) =>
  isMultipart(type) || /^application\/x-www-form-urlencoded\b/i.test(type)

async function formOf(request: Request, type: string): Promise<NonNullable<Form> | BodyError> {
  try {
    return isMultipart(type) ? await multipartOf(request, type) : await textFormOf(request)
  } catch {
    return "broken"
  }
}

async function multipartOf(request: Request, type: string) {
  const bytes = await bodyUpTo(MAX_MULTIPART, request)
  if (!bytes) return "too big"
  return new Response(bytes, { headers: { "Content-Type": type } }).formData()
}

async function textFormOf(request: Request) {
  const length = request.headers.get("content-length")
  if (Number(length) > MAX_TEXT) return "too big"
  // The server reads no more than the declared length.
  if (length !== null) return new URLSearchParams(await request.text())
  const bytes = await bodyUpTo(MAX_TEXT, request)
  return bytes ? new URLSearchParams(new TextDecoder().decode(bytes)) : "too big"
}

/**
 * Limits a body that is not a form: by its Content-Length, or by reading a chunked body into
 * memory.
 */
async function bounded(request: Request): Promise<RequestBody> {
  const length = request.headers.get("content-length")
  if (Number(length) > MAX_MULTIPART) return { request, form: null, bodyError: "too big" }
  if (length !== null) return { request, form: null, bodyError: null }
  try {
    const body = await bodyUpTo(MAX_MULTIPART, request)
    if (!body) return { request, form: null, bodyError: "too big" }
    const { url, method, headers } = request
    return { request: new Request(url, { method, headers, body }), form: null, bodyError: null }
  } catch {
    return { request, form: null, bodyError: "broken" }
  }
}

/** The whole body; null as soon as it exceeds `maxBytes`. */
async function bodyUpTo(maxBytes: number, request: Request) {
  const declared = request.headers.get("content-length")
  if (Number(declared) > maxBytes) return null
  // The server reads no more than the declared length.
  if (declared !== null) return request.bytes()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

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
export function isStreamedBy<E extends WebEnv>(app: Hono<E>) {
  const marked = app.routes.flatMap(({ method, handler }) => {
    const streamed = streamedTypeOf(handler)
    return streamed ? [{ method, streamed }] : []
  })
  return (request: Request): boolean => {
    const type = request.headers.get("content-type") ?? ""
    // Routing costs more than reading most forms.
    if (!marked.some(({ method, streamed }) => method === request.method && streamed.test(type)))
      return false
    const [matched] = app.router.match(request.method, app.getPath(request))
    return matched.some(([[handler]]) => streamedTypeOf(handler)?.test(type))
  }
}

function streamedTypeOf(handler: object) {
  return "streamed" in handler && handler.streamed instanceof RegExp ? handler.streamed : null
}
