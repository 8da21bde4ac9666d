import { COMMANDS, type CommandName } from "./names"

/** A command as somebody wrote it. */
export type Written = {
  name: CommandName
  /** What stands after its name, still as a body. */
  rest: string
}

/** The body begins with the slash, and no list or quote around it: `<p>/topic` or `/topic`. */
const BEGINNING = /^(<(?:p|div)(?:\s[^>]*)?>)?(\/{1,2})([a-z]{1,20})(?=\s|&nbsp;|<|$)(?:\s|&nbsp;)*/

/** @returns the command at the start of `body`; "unknown" names what only looks like one */
export function parseCommand(body: string): Written | { unknown: string } | null {
  const [beginning, opening = "", slashes, word = ""] = BEGINNING.exec(body) ?? []
  if (beginning === undefined || slashes !== "/") return null
  const command = COMMANDS.find(({ name }) => name === word)
  if (!command) return { unknown: word }
  return { name: command.name, rest: opening + body.slice(beginning.length) }
}

/**
 * A second slash says that the first is only a slash. One goes, and a space before the other keeps it
 * from being read as a command ever after.
 */
export function unescapeSlash(body: string): string {
  const [, opening, slashes] = BEGINNING.exec(body) ?? []
  if (slashes !== "//") return body
  const literal = body.slice((opening?.length ?? 0) + 1)
  return opening ? `${opening} ${literal}` : `<div> ${literal}</div>`
}

/** For those who write without the editor, and whose space at the start would be lost. */
export const keepLeadingSpace = (draft: string) => draft.replace(/^\s+(?=\/[a-z])/, "/")
