import { removeBoostsOfBanned } from "./boosts/boost"
import { boostMenuSlot, boostsSlot } from "./boosts/message-slots"
import { clearBoosts } from "./boosts/removal-on-ban"
import { analyzeAttachment } from "./messages/attachments/analysis"
import { deleteOldTombstones } from "./messages/list/tombstones"
import { onMessageRemoved, removeMessagesOfBanned } from "./messages/message"
import { purgeMessages } from "./messages/purging"
import { clearMessages } from "./messages/removal-on-ban"
import { addMessageSlot } from "./messages/view/slots"
import { pinMarkSlot, pinMenuSlot } from "./pins/message-slots"
import { pinsInRoom } from "./pins/parts"
import { unpinRemoved } from "./pins/pin"
import {
  heartbeatChannel,
  registerChannels,
  reserveStreams,
  subscribeLocal,
  turboStreamsChannel,
} from "./platform/cable/cable"
import { deleteBlob } from "./platform/files/blobs"
import { deleteBytes } from "./platform/files/storage"
import { deleteUpload } from "./platform/files/uploads/uploads"
import { registerJobs } from "./platform/jobs/job"
import { leaveSharedRooms } from "./rooms/memberships/deactivation"
import { membershipsSlot } from "./rooms/memberships/profile-memberships"
import { broadcastUnread } from "./rooms/memberships/unread-broadcast"
import { addRoomSlot } from "./rooms/page/slots"
import {
  isReserved,
  presenceChannel,
  readRoomsChannel,
  roomMessagesChannel,
  typingNotificationsChannel,
  unreadRoomsChannel,
} from "./rooms/presence/channels"
import { lastSeenSlot } from "./rooms/presence/last-seen-slot"
import { purgeRoom } from "./rooms/removal"
import {
  announceAppearance,
  createFirstRoom,
  defineRoomType,
  joinOpenRooms,
  offerPlaceholder,
  onRoomPurged,
  withdrawPlaceholder,
} from "./rooms/room"
import { ROOM_ACTIVITY } from "./rooms/streams"
import { saveMenuSlot, savesInRoom } from "./saves/slots"
import { devicesSlot, ownTransferSlot, transferSlot } from "./sessions/profile-slots"
import { closeAllSessions, endOtherSessions, onSetUp } from "./sessions/session"
import { unreadThreadsChannel } from "./threads/following"
import { removeThreads, replySlot, summarySlot, thread } from "./threads/thread"
import { addProfileSlot, addUserPageSlot } from "./users/profile/slots"
import {
  onAppearanceChanged,
  onPasswordChanged,
  onUserCreated,
  onUserRemoved,
  onUserRestored,
} from "./users/user"
/** Connects what this process runs; a second call changes nothing. */
export function wire() {
  wireHooks()
  registerJobs(JOBS)
  registerChannels(CHANNELS)
  reserveStreams(isReserved)
  subscribeLocal(ROOM_ACTIVITY, broadcastUnread)
}

/** Everything that one part does because of another below it. */
function wireHooks() {
  onUserCreated(joinOpenRooms)
  onUserCreated(offerPlaceholder)
  onAppearanceChanged(announceAppearance)
  onUserRemoved(withdrawPlaceholder)
  onUserRemoved(closeAllSessions)
  onUserRemoved(leaveSharedRooms)
  onUserRemoved(removeMessagesOfBanned)
  onUserRemoved(removeBoostsOfBanned)
  onUserRestored(joinOpenRooms)
  onPasswordChanged(endOtherSessions)
  onSetUp(createFirstRoom)
  onRoomPurged(purgeMessages)
  defineRoomType("thread", thread)
  onMessageRemoved(removeThreads)
  addProfileSlot(membershipsSlot)
  addProfileSlot(ownTransferSlot)
  addProfileSlot(devicesSlot)
  addUserPageSlot(lastSeenSlot)
  addUserPageSlot(transferSlot)
  addMessageSlot("below", boostsSlot)
  addMessageSlot("menu-start", boostMenuSlot)
  addMessageSlot("below", summarySlot)
  addMessageSlot("menu-end", replySlot)
  addMessageSlot("mark", pinMarkSlot)
  addMessageSlot("menu-end", pinMenuSlot)
  addMessageSlot("menu-end", saveMenuSlot)
  addRoomSlot(pinsInRoom)
  addRoomSlot(savesInRoom)
  onMessageRemoved(unpinRemoved)
}

/** Everything that runs after a commit, in a worker. */
const JOBS = [
  deleteBlob,
  deleteBytes,
  deleteUpload,
  purgeRoom,
  analyzeAttachment,
  deleteOldTombstones,
  clearMessages,
  clearBoosts,
]

/** Everything that a browser subscribes to. */
const CHANNELS = [
  heartbeatChannel,
  turboStreamsChannel,
  roomMessagesChannel,
  presenceChannel,
  typingNotificationsChannel,
  readRoomsChannel,
  unreadRoomsChannel,
  unreadThreadsChannel,
]
