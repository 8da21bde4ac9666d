/** A reaction of up to 16 characters to a message. */

export { boostMessage } from "./boosting"
export { parseBoost } from "./content"
export { boostAction, boostsSlot } from "./message-slots"
export { boostsOf, reachOwnBoost } from "./reach"
export { removeBoost } from "./removal"
export { clearBoosts, removeBoostsOfBanned } from "./removal-on-ban"
