import { removeBoostsOfBanned } from "./boosts/boost"
import { boostMenuSlot, boostsSlot } from "./boosts/message-slots"
import { boosts } from "./boosts/routes"
import { onMessageRemoved, onPosted, removeMessagesOfBanned } from "./messages/message"
import { purgeMessages } from "./messages/purging"
import { messages } from "./messages/routes"
import { addMessageSlot } from "./messages/view/slots"
import { pinMarkSlot, pinMenuSlot } from "./pins/message-slots"
import { unpinRemoved } from "./pins/pin"
import { pinsInRoom } from "./pins/room-slot"
import { pins } from "./pins/routes"
import { leaveSharedRooms } from "./rooms/memberships/deactivation"
import { membershipsSlot } from "./rooms/memberships/profile-memberships"
import { addRoomSlot } from "./rooms/page/slots"
import {
  announceAppearance,
  createFirstRoom,
  joinOpenRooms,
  offerPlaceholder,
  onMembershipRevoked,
  onRoomPurged,
  withdrawPlaceholder,
} from "./rooms/room"
import { rooms } from "./rooms/routes"
import { saves } from "./saves/routes"
import { saveMenuSlot, savesInRoom } from "./saves/slots"
import { devicesSlot, ownTransferSlot, transferSlot } from "./sessions/profile-slots"
import { sessions } from "./sessions/routes"
import { closeAllSessions, endOtherSessions, onSetUp } from "./sessions/session"
import { transfers } from "./sessions/transfers/transfer-routes"
import { threads } from "./threads/routes"
import {
  announceAnswer,
  forgetThreads,
  leaveThreads,
  replySlot,
  sayGoodbye,
  summarySlot,
} from "./threads/thread"
import { addProfileSlot, addUserPageSlot } from "./users/profile/slots"
import {
  onAppearanceChanged,
  onPasswordChanged,
  onUserCreated,
  onUserRemoved,
  onUserRestored,
} from "./users/user"
import "./rooms/presence/channels"
import "./rooms/memberships/unread-broadcast"
import "./threads/channels"

/** Everything that one part does because of another below it. */
export function wireHooks() {
  onUserCreated("rooms", joinOpenRooms)
  onUserCreated("pings", offerPlaceholder)
  onAppearanceChanged("pings", announceAppearance)
  onUserRemoved("pings", withdrawPlaceholder)
  onUserRemoved("sessions", closeAllSessions)
  onUserRemoved("rooms", leaveSharedRooms)
  onUserRemoved("messages", removeMessagesOfBanned)
  onUserRemoved("boosts", removeBoostsOfBanned)
  onUserRestored("rooms", joinOpenRooms)
  onPasswordChanged("sessions", endOtherSessions)
  onSetUp("rooms", createFirstRoom)
  onRoomPurged("messages", purgeMessages)
  onPosted("threads", announceAnswer)
  onMessageRemoved("threads", sayGoodbye)
  onMembershipRevoked("threads", leaveThreads)
  onUserRemoved("threads", forgetThreads)
  addProfileSlot("rooms", membershipsSlot)
  addProfileSlot("transfers", ownTransferSlot)
  addProfileSlot("sessions", devicesSlot)
  addUserPageSlot("transfers", transferSlot)
  addMessageSlot("boosts", "below", boostsSlot)
  addMessageSlot("boosts-menu", "menu-start", boostMenuSlot)
  addMessageSlot("thread", "below", summarySlot)
  addMessageSlot("reply-in-thread", "menu-end", replySlot)
  addMessageSlot("pins", "mark", pinMarkSlot)
  addMessageSlot("pins-menu", "menu-end", pinMenuSlot)
  addMessageSlot("saves-menu", "menu-end", saveMenuSlot)
  addRoomSlot("pins", pinsInRoom)
  addRoomSlot("saves", savesInRoom)
  onMessageRemoved("pins", unpinRemoved)
}
