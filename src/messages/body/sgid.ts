import { z } from "zod"
import { rowId } from "../../platform/http/form"

/** Whom a mention is about: a person by their id, or everybody in the room. */
export type Referent = number | "everyone"

const Signed = z.object({
  _rails: z.object({ data: z.string().optional(), message: z.string().optional() }),
})

/**
 * Reads the reference that a mention carries, in our form or in either of those that Campfire has
 * had. A mention outlives the key that signed it, so the signature is not asked: the reference
 * shows a name, and opens nothing.
 *
 * @returns null for what is neither a person nor everyone, however broken it is
 */
export function referentOf(sgid: string): Referent | null {
  const [body = ""] = sgid.split("--", 1)
  const text = decoded(body)
  return text === "everyone" ? text : (rowId(text) ?? userIn(text))
}

function userIn(text: string): number | null {
  if (!text.startsWith("{")) return null
  const signed = Signed.safeParse(jsonIn(text))
  if (!signed.success) return null
  const { data, message } = signed.data._rails
  const [, id] =
    data === undefined ? (USER_WITHIN.exec(decoded(message ?? "")) ?? []) : (USER.exec(data) ?? [])
  return id === undefined ? null : rowId(id)
}

const USER = /^gid:\/\/campfire\/User\/(\d+)(?:\?|$)/

// The older form is a dump of a Ruby string, with its length before it and its encoding after.
const USER_WITHIN = /gid:\/\/campfire\/User\/(\d+)(?![\w/])/

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const decoded = (base64: string) => Buffer.from(base64, "base64").toString("latin1")
