import type { WebEnv } from "./environment"

export type Received = { request: Request } & Pick<WebEnv["Bindings"], "form" | "unreadable">

type Form = Received["form"]
type Unreadable = NonNullable<Received["unreadable"]>

const METHODS = new Set(["PUT", "PATCH", "DELETE"])

/** The most that a form without files may weigh, in bytes. */
const MOST_TEXT = 1024 * 1024

/**
 * The request with its form read. HTML forms can only POST: one that means another method says so
 * in `_method`.
 */
export async function received(request: Request): Promise<Received> {
  const form = await formOf(request)
  if (form === "broken" || form === "too big") return { request, form: null, unreadable: form }
  const method = request.method === "POST" ? form?.get("_method") : null
  const meant = typeof method === "string" ? method.toUpperCase() : ""
  if (!METHODS.has(meant)) return { request, form, unreadable: null }
  const { url, headers } = request
  return { request: new Request(url, { method: meant, headers }), form, unreadable: null }
}

async function formOf(request: Request): Promise<Form | Unreadable> {
  const type = request.headers.get("content-type") ?? ""
  if (request.body === null) return null
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return textForm(request)
  if (!/^multipart\/form-data\b/i.test(type)) return null
  try {
    return await request.formData()
  } catch {
    return "broken"
  }
}

async function textForm(request: Request) {
  if (Number(request.headers.get("content-length")) > MOST_TEXT) return "too big"
  const text = await request.text()
  return text.length > MOST_TEXT ? "too big" : new URLSearchParams(text)
}
