import { type Micros, millis } from "../../platform/database/database"
import { sign, verify } from "../../platform/http/signed"
import { isolate } from "../../platform/text/direction"

/** The versioned path of the user's picture, the same for every viewer. */
export function avatarPath(user: { id: number; updated_at: Micros }) {
  return `/users/${sign("avatar", String(user.id))}/avatar?v=${millis(user.updated_at)}`
}

/**
 * The Turbo Stream that shows a person's name and picture on open pages; the client defines the
 * action.
 */
export function profileStream(user: Appearance, attributes = "") {
  const path = avatarPath(user)
  const [picture = ""] = path.split("?")
  const shown = { user: String(user.id), picture, path, name: user.name, hover: hoverTitle(user) }
  const stream = Object.entries(shown).map(([key, text]) => ` ${key}="${Bun.escapeHTML(text)}"`)
  return `<turbo-stream action="profile"${stream.join("")}${attributes}></turbo-stream>`
}

type Appearance = { id: number; name: string; bio: string | null; updated_at: Micros }

/** @returns the user id in a signed avatar token, or null when the signature is invalid */
export function userOfAvatarToken(token: string) {
  const id = verify("avatar", token)
  return id === null ? null : Number(id)
}

/** The tooltip of a user's picture: name and bio. */
export const hoverTitle = ({ name, bio }: { name: string; bio: string | null }) =>
  bio?.trim() ? `${isolate(name)} – ${isolate(bio)}` : name
