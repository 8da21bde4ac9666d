import type { Message } from "../table"

/** What else than words a message can be looked for by. */
export type Trait = "file" | "link" | "code"

/**
 * Begins each mark. It is for private use, so that no word that somebody writes is a mark, yet a
 * letter to the indexes of both databases.
 */
const SIGN = "\uE000"

export const roomMark = (room_id: number) => `${SIGN}in${room_id}`
export const authorMark = (creator_id: number) => `${SIGN}by${creator_id}`
export const traitMark = (trait: Trait) => `${SIGN}has${trait}`

type Marked = Pick<Message, "room_id" | "creator_id" | "body"> &
  Partial<Pick<Message, "attachment_id">>

/**
 * Stand in the index beside a message's words, so that finding a common word in a quiet room, or
 * by somebody who says little, costs what there is to be found and not what there is of the word.
 */
export function marksOf({ room_id, creator_id, body, attachment_id }: Marked): string[] {
  const traits: Trait[] = []
  if (attachment_id) traits.push("file")
  // Quotes lead back to where they were said; those links are not what anybody looks for.
  if (/ href="(?!\/)/.test(body)) traits.push("link")
  if (/<(?:pre|code)[ >]/.test(body)) traits.push("code")
  return [roomMark(room_id), authorMark(creator_id), ...traits.map(traitMark)]
}
