/** Where people talk: open to everyone, closed to a list, or direct between a few. */
export { changeRoom } from "./changing"
export { startDirect } from "./direct"
export { announceAppearance, offerPlaceholder, withdrawPlaceholder } from "./direct-news"
export { inviteTo } from "./invitation"
export { involve } from "./involvement"
export { createClosedRoom, createFirstRoom, createOpenRoom } from "./lifecycle"
export { grant, joinOpenRooms, onRevoked, revise, revoke } from "./members"
export { type ListedMembership, membershipsOf } from "./memberships-of"
export { appear, clearPresences, disappear } from "./presence"
export {
  lastRoomOf,
  newestRoomOf,
  type ReachedRoom,
  reachableRooms,
  reachDirectRoom,
  reachRoom,
  reachSharedRoom,
} from "./reach"
export { markRead, markUnread } from "./reading"
export { onRoomPurged, removeRoom } from "./removal"
export { mayChange } from "./rights"
export { visibleRooms } from "./sidebar-rooms"
export { messagesStream } from "./streams"
export type { Involvement, Membership, Room, RoomType } from "./table"
export { changeTopic } from "./topic"
export { latestChange, RoomGone, touchRoom } from "./touch"
