/** A few characters under somebody's message: applause, mostly. */

export { boostMessage } from "./boosting"
export { clearBoostsWhenBanned } from "./clearing"
export { MOST_CHARACTERS, readBoost } from "./content"
export { boostsOf, reachOwnBoost } from "./reach"
export { removeBoost } from "./removal"
export type { Boost } from "./table"
