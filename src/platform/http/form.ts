import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import type { z } from "zod"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"

/** No name of ours has more parts. */
const MOST_PARTS = 4

type Fields = { [name: string]: Fields | FormDataEntryValue | FormDataEntryValue[] }

/**
 * The form that came with the request, as `schema` allows it and nothing besides. Names nest as
 * browsers write them: `message[body]`, `user_ids[]`.
 *
 * @throws {ValidationError} with a reason for each input that is wrong; 400 when the form itself is missing
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
    throw new ValidationError("The form is missing from the request.", {}, 400)
  const reasons = Object.fromEntries(
    result.error.issues.map(({ path, message }) => [inputName(path), message]),
  )
  throw new ValidationError(Object.values(reasons).join(" "), reasons)
}

/** Turns away what nobody can read, before anything else has a look at the request. */
export const rejectUnreadableBody = createMiddleware<WebEnv>(async (c, next) => {
  switch (c.env.bodyError) {
    case "broken":
      throw new ValidationError(
        "Nothing was done: what came is not the form that it says it is.",
        {},
        400,
      )
    case "too big":
      throw new ValidationError(
        "Nothing was done: what came is more than a form may hold.",
        {},
        413,
      )
    case null:
      await next()
  }
})

/** What was typed into an input, to be shown again. */
export function typed<E extends WebEnv>(c: Context<E>, name: string) {
  const value = c.env.form?.get(name)
  return typeof value === "string" ? value : undefined
}

function nested(form: URLSearchParams | FormData): Fields {
  const fields: Fields = Object.create(null)
  for (const [name, value] of form) {
    const parts = name.replaceAll("]", "").split("[", MOST_PARTS + 1)
    if (parts.length <= MOST_PARTS) place(fields, parts, storable(value))
  }
  return fields
}

function place(fields: Fields, [name = "", ...rest]: string[], value: FormDataEntryValue) {
  const [next] = rest
  if (next === undefined) {
    fields[name] = value
  } else if (next === "") {
    const list = fields[name]
    if (Array.isArray(list)) list.push(value)
    else fields[name] = [value]
  } else {
    const group = fields[name]
    const deeper: Fields = isFields(group) ? group : Object.create(null)
    fields[name] = deeper
    place(deeper, rest, value)
  }
}

// Nobody can type a NUL, and PostgreSQL cannot store one.
const storable = (value: FormDataEntryValue) =>
  typeof value === "string" ? value.replaceAll("\0", "") : value

const isFields = (value: Fields[string] | undefined): value is Fields =>
  typeof value === "object" && !Array.isArray(value) && !(value instanceof Blob)

const isGroup = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_type" && issue.expected === "object"

const inputName = ([first, ...rest]: PropertyKey[]) =>
  String(first) + rest.map((part) => `[${String(part)}]`).join("")
