/** Where people talk: open to everyone, closed to a list, or direct between a few. */

export { startDirect } from "./direct/direct"
export {
  announceAppearance,
  offerPlaceholder,
  withdrawPlaceholder,
} from "./direct/direct-broadcasts"
export {
  createClosedRoom,
  createFirstRoom,
  createOpenRoom,
  createSharedRoom,
  type SharedRoomDraft,
} from "./lifecycle"
export { listedRooms } from "./listed-rooms"
export { inviteTo } from "./memberships/invitation"
export { involve } from "./memberships/involvement"
export { grant, joinOpenRooms, revise, revoke } from "./memberships/members"
export { type ListedMembership, membershipsOf } from "./memberships/memberships-of"
export { markRead, markUnread } from "./memberships/reading"
export { type RoomEnv, withDirectRoom, withRoom, withRoomOr, withSharedRoom } from "./middleware"
export { appear, disappear, expirePresences } from "./presence/presence"
export {
  lastRoomOf,
  newestRoomOf,
  type ReachedRoom,
  reachAccessRoom,
  reachDirectRoom,
  reachRoom,
  reachSharedRoom,
} from "./reach"
export { hideChildRoom, onRoomPurged, removeRoom } from "./removal"
export { changeRoom } from "./settings/change-room"
export { changeTopic } from "./settings/topic"
export { visibleRooms } from "./sidebar/sidebar-rooms"
export { messagesStream } from "./streams"
export type { Involvement, Membership, Room, RoomType } from "./table"
export { latestChange, RoomGone, touchRoom } from "./touch"
export {
  defineRoomType,
  mayChangeRoom,
  mayDeleteRoom,
  namesOf,
  roomType,
  roomTypesWhere,
} from "./types/registry"
export type { Mentions, PostedMessage, RoomTypeDefinition, SignalRoom } from "./types/room-type"
