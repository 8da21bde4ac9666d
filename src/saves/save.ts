/** A message that a user has saved for later. Only they see it. */

export { isSaved, savedBy, savedIn } from "./list"
export { saveMessage, unsaveMessage } from "./saving"
export { saveAction, savesInRoom } from "./slots"
