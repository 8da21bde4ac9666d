/** A reaction of up to 16 characters to a message. */

export { boostMessage } from "./boosting"
export { MAX_CHARACTERS, parseBoost } from "./content"
export { boostsOf, reachOwnBoost } from "./reach"
export { removeBoost } from "./removal"
export { removeBoostsOfBanned } from "./removal-on-ban"
export type { Boost } from "./table"
