import type { Context } from "hono"
import type { z } from "zod"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"
import type { Guard } from "./guards"

/** Deepest nesting of an input's name. */
const MAX_PARTS = 4

type Fields = { [name: string]: Fields | FormDataEntryValue | FormDataEntryValue[] }

/**
 * Parses the request's form by `schema`, which is the allow-list of fields. Names nest as in
 * `message[body]` and `user_ids[]`.
 *
 * @throws {ValidationError} with a message per invalid input; 400 when the form is missing
 */
export function parse<Schema extends z.ZodType, E extends WebEnv>(
  c: Context<E>,
  schema: Schema,
): z.output<Schema> {
  const fields = nested(c.env.form ?? new URLSearchParams())
  const result = schema.safeParse(fields)
  if (result.success) return result.data

  const missing = result.error.issues.find(
    ({ path }) => path.length === 1 && !(String(path[0]) in fields),
  )
  if (missing && isGroup(missing))
    throw new ValidationError("The request has no form. Send the form’s fields.", {}, 400)
  const reasons = Object.fromEntries(
    result.error.issues.map(({ path, message }) => [inputName(path), message]),
  )
  throw new ValidationError(Object.values(reasons).join(" "), reasons)
}

/** Rejects a request whose body could not be read, before any route runs. */
export const rejectUnreadableBody: Guard = (c) => {
  switch (c.env.bodyError) {
    case "broken":
      throw new ValidationError(
        "The form could not be read: its content does not match its type. Send it again.",
        {},
        400,
      )
    case "too big":
      throw new ValidationError(
        "The form is too large. Shorten the text or choose a smaller picture.",
        {},
        413,
      )
    case null:
      return null
  }
}

/** The submitted value of a text input, to render the form again. */
export function typed<E extends WebEnv>(c: Context<E>, name: string) {
  const value = c.env.form?.get(name)
  return typeof value === "string" ? value : undefined
}

function nested(form: URLSearchParams | FormData): Fields {
  const fields: Fields = Object.create(null)
  for (const [name, value] of form) {
    const parts = name.replaceAll("]", "").split("[", MAX_PARTS + 1)
    if (parts.length <= MAX_PARTS) assign(fields, parts, storable(value))
  }
  return fields
}

function assign(fields: Fields, [name = "", ...rest]: string[], value: FormDataEntryValue) {
  const [next] = rest
  if (next === undefined) {
    fields[name] = value
  } else if (next === "") {
    const list = fields[name]
    if (Array.isArray(list)) list.push(value)
    else fields[name] = [value]
  } else {
    const group = fields[name]
    const nestedGroup: Fields = isFields(group) ? group : Object.create(null)
    fields[name] = nestedGroup
    assign(nestedGroup, rest, value)
  }
}

// PostgreSQL can't store NUL, nor half of a surrogate pair.
const storable = (value: FormDataEntryValue) =>
  typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\uFFFD") : value

const isFields = (value: Fields[string] | undefined): value is Fields =>
  typeof value === "object" && !Array.isArray(value) && !(value instanceof Blob)

const isGroup = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_type" && issue.expected === "object"

const inputName = ([first, ...rest]: PropertyKey[]) =>
  String(first) + rest.map((part) => `[${String(part)}]`).join("")

/** Parses a row's id. @returns null for text that is no id which a number holds exactly */
export function rowId(text: string) {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
