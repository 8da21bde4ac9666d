/** A message that is pinned to its room, for all members. */

export { countPins, pinnedIn } from "./list"
export { pinAction, pinMarkSlot, unpinAction } from "./message-slots"
export { pinsInRoom } from "./parts"
export { pinMessage, unpinMessage } from "./pinning"
export { unpinRemoved } from "./removal"
