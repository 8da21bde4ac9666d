import type { WebEnv } from "./environment"

export type RequestBody = { request: Request } & Pick<WebEnv["Bindings"], "form" | "bodyError">

type Form = RequestBody["form"]
type BodyError = NonNullable<RequestBody["bodyError"]>

const METHODS = new Set(["PUT", "PATCH", "DELETE"])

/** The most that a form without files may weigh, in bytes. */
const MOST_TEXT = 1024 * 1024

/** The most of one that comes with a picture, which is read into memory. */
const MOST_MULTIPART = 16 * 1024 * 1024

/**
 * The request with its form read. HTML forms can only POST: one that means another method says so
 * in `_method`.
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
  const meant = typeof method === "string" ? method.toUpperCase() : ""
  if (!METHODS.has(meant)) return { request, form, bodyError: null }
  const { url, headers } = request
  return { request: new Request(url, { method: meant, headers }), form, bodyError: null }
}

// To look at the body makes a stream of it, which costs more than to read a form that is there.
function isEmpty(request: Request) {
  const length = request.headers.get("content-length")
  return length === null ? request.body === null : Number(length) === 0
}

const isMultipart = (type: string) => /^multipart\/form-data\b/i.test(type)
const isForm = (type: string) =>
  isMultipart(type) || /^application\/x-www-form-urlencoded\b/i.test(type)

async function formOf(request: Request, type: string): Promise<NonNullable<Form> | BodyError> {
  try {
    const bytes = await bodyUpTo(isMultipart(type) ? MOST_MULTIPART : MOST_TEXT, request)
    if (!bytes) return "too big"
    if (!isMultipart(type)) return new URLSearchParams(new TextDecoder().decode(bytes))
    return await new Response(bytes, { headers: { "Content-Type": type } }).formData()
  } catch {
    return "broken"
  }
}

/** What is no form comes as it is, if it says how long it is; else it is first read up to a bound. */
async function bounded(request: Request): Promise<RequestBody> {
  const length = request.headers.get("content-length")
  if (Number(length) > MOST_MULTIPART) return { request, form: null, bodyError: "too big" }
  if (length !== null) return { request, form: null, bodyError: null }
  try {
    const body = await bodyUpTo(MOST_MULTIPART, request)
    if (!body) return { request, form: null, bodyError: "too big" }
    const { url, method, headers } = request
    return { request: new Request(url, { method, headers, body }), form: null, bodyError: null }
  } catch {
    return { request, form: null, bodyError: "broken" }
  }
}

/** All of a body; null when it is more, as soon as that is known. */
async function bodyUpTo(most: number, request: Request) {
  const said = request.headers.get("content-length")
  if (Number(said) > most) return null
  // The server takes no more than was said.
  if (said !== null) return request.bytes()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}
