import type { Outcome, Request } from "./command"

const SHRUG = "¯\\_(ツ)_/¯"

/** Says the rest with a shrug at the end of its first paragraph. */
export function shrug({ rest }: Pick<Request, "rest">): Outcome {
  const [opening = "", name] = /^<(p|div)(?:\s[^>]*)?>/.exec(rest) ?? []
  const closing = name === undefined ? -1 : rest.indexOf(`</${name}>`)
  const end = closing === -1 ? rest.length : closing
  const words = rest.slice(opening.length, end).trimEnd()
  return { says: `${opening}${words && `${words} `}${SHRUG}${rest.slice(end)}` }
}
