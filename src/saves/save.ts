/** A message that a user has saved for later. Only they see it. */

export { isSaved, SAVED_PAGE, type Saved, savedBy, savedIn } from "./list"
export { saveMessage, unsaveMessage } from "./saving"
export type { SavedMessage } from "./table"
