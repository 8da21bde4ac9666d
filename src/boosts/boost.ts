/** A few characters under somebody's message: applause, mostly. */

export { boostMessage } from "./boosting"
export { MOST_CHARACTERS, parseBoost } from "./content"
export { boostsOf, reachOwnBoost } from "./reach"
export { removeBoost } from "./removal"
export { removeBoostsOfBanned } from "./removal-on-ban"
export type { Boost } from "./table"
