/** A message that is pinned to its room, for all members. */

export { countPins, type Pinned, pinnedIn, pinnersOf } from "./list"
export { pinMessage, unpinMessage } from "./pinning"
export { unpinRemoved } from "./removal"
export type { Pin } from "./table"
