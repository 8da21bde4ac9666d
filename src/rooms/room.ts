/** A room for messages: open to everyone, closed to a list of members, or direct between a few. */

export { startDirect } from "./direct/direct"
export {
  announceAppearance,
  offerPlaceholder,
  withdrawPlaceholder,
} from "./direct/direct-broadcasts"
export { peopleIn } from "./direct/direct-people"
export { LAST_ROOM, rememberRoom } from "./last-room"
export {
  createClosedRoom,
  createFirstRoom,
  createOpenRoom,
  createSharedRoom,
  type SharedRoomDraft,
} from "./lifecycle"
export { listedRooms } from "./listed-rooms"
export { loadRoom, type RoomEnv } from "./load-room"
export { activeUsersById, activeUsersNamed } from "./memberships/active-users"
export { leaveSharedRooms } from "./memberships/deactivation"
export { inviteTo } from "./memberships/invitation"
export { involve } from "./memberships/involvement"
export { involvementReplaced } from "./memberships/involvement-button"
export { grant, joinOpenRooms, revoke } from "./memberships/members"
export { membershipsOf } from "./memberships/memberships-of"
export { membershipsSlot } from "./memberships/profile-memberships"
export { markRead, markUnread } from "./memberships/reading"
export { broadcastUnread } from "./memberships/unread-broadcast"
export { EVERYONE, EveryoneInEditor, MentionOfEveryone } from "./mentions/everyone"
export {
  roomNotFound,
  withDirectRoom,
  withRoom,
  withRoomOr,
  withSharedRoom,
} from "./middleware"
export { type NamedRoom, namedRooms } from "./named-rooms"
export { MessageArea, MessagesStream } from "./page/message-area"
export { roomPageShell } from "./page/room-page"
export { titleReplaced } from "./page/row-streams"
export { addRoomSlot, loadRoomSlots, type RoomSlot } from "./page/slots"
export { Welcome } from "./page/welcome"
export {
  isReserved,
  presenceChannel,
  readRoomsChannel,
  roomMessagesChannel,
  typingNotificationsChannel,
  unreadRoomsChannel,
} from "./presence/channels"
export { lastSeenSlot } from "./presence/last-seen-slot"
export { appear, disappear, expirePresences } from "./presence/presence"
export {
  lastRoomOf,
  newestRoomOf,
  type ReachedRoom,
  reachAccessRoom,
  reachDirectRoom,
  reachRoom,
} from "./reach"
export { hideChildRoom, onRoomPurged, purgeRoom, removeRoom } from "./removal"
export { changeRoom } from "./settings/change-room"
export { changeTopic } from "./settings/topic"
export { SidebarDrawer } from "./sidebar/sidebar"
export { visibleRooms } from "./sidebar/sidebar-rooms"
export { messagesStream, ROOM_ACTIVITY } from "./streams"
export type { Involvement, Room } from "./table"
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
