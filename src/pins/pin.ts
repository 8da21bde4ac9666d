/** A message that its room keeps at hand, for everybody in it. */

export { countPins, type Pinned, pinnedIn, pinnersOf } from "./list"
export { pinMessage, unpinMessage } from "./pinning"
export { unpinRemoved } from "./removal"
export type { Pin } from "./table"
