/** A message that somebody keeps for later, for themselves alone. */

export { isSaved, SAVED_PAGE, type Saved, savedBy, savedIn } from "./list"
export { saveMessage, unsaveMessage } from "./saving"
export type { SavedMessage } from "./table"
