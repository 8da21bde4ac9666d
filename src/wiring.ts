import { boostAction, boostsSlot, clearBoosts, removeBoostsOfBanned } from "./boosts/boost"
import {
  addMessageAction,
  addMessageSlot,
  analyzeAttachment,
  clearMessages,
  deleteOldTombstones,
  indexOlderMessages,
  onMessageRemoved,
  purgeMessages,
  removeMessagesOfBanned,
} from "./messages/message"
import { pinAction, pinMarkSlot, pinsInRoom, unpinAction, unpinRemoved } from "./pins/pin"
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
import {
  addRoomSlot,
  announceAppearance,
  broadcastUnread,
  createFirstRoom,
  defineRoomType,
  isReserved,
  joinOpenRooms,
  lastSeenSlot,
  leaveSharedRooms,
  membershipsSlot,
  offerPlaceholder,
  onRoomPurged,
  presenceChannel,
  purgeRoom,
  ROOM_ACTIVITY,
  readRoomsChannel,
  roomMessagesChannel,
  typingNotificationsChannel,
  unreadRoomsChannel,
  withdrawPlaceholder,
} from "./rooms/room"
import { saveAction, savesInRoom } from "./saves/save"
import {
  closeAllSessions,
  devicesSlot,
  endOtherSessions,
  onSetUp,
  ownTransferSlot,
  transferSlot,
} from "./sessions/session"
import {
  removeThreads,
  replyAction,
  summarySlot,
  thread,
  unreadThreadsChannel,
} from "./threads/thread"
import {
  addProfileSlot,
  addUserPageSlot,
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
  addMessageSlot("mark", pinMarkSlot)
  addMessageSlot("boosts", boostsSlot)
  addMessageSlot("thread", summarySlot)
  addMessageAction("first", boostAction)
  addMessageAction("last", replyAction)
  addMessageAction("last", pinAction)
  addMessageAction("last", unpinAction)
  addMessageAction("last", saveAction)
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
  indexOlderMessages,
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
