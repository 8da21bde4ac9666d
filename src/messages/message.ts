/** A message in a room: posting, editing, removing, reading and rendering. */

export { analyzeAttachment } from "./attachments/analysis"
export { isEmojiOnly } from "./body/emoji-only"
export { stripUnprintable } from "./body/html/sanitize"
export { mentionedIn, mentionees } from "./body/mentions"
export { parseMessageBody, readBody } from "./body/message-body"
export { Composer } from "./composer/composer"
export { answerRoomGone, createMessage, streamFile, withRoomToPostIn } from "./create-message"
export { editMessage } from "./edits/editing"
export { versionsOf } from "./edits/versions"
export { renderAcrossRooms } from "./list/across-rooms"
export { compressRun, listKey, messageListFragment, renderMessageList } from "./list/list"
export {
  type Listed,
  listed,
  messagesAfter,
  messagesAround,
  messagesBefore,
  newestMessages,
} from "./list/pages"
export { refreshQuestion } from "./list/refresh"
export { appearanceStreams, refresh } from "./list/refresh-streams"
export { deleteOldTombstones } from "./list/tombstones"
export { addMessageAction, type MessageAction } from "./menu/actions"
export { MessageMenu } from "./menu/message-menu"
export {
  type MessageEnv,
  type RoomMessageEnv,
  requireAuthor,
  withMessage,
  withRoomMessage,
} from "./middleware"
export { onPosted, postMessage } from "./post"
export { purgeMessages } from "./purging"
export { parentMessage, reachableMessages, reachMessage, reachRoomMessage } from "./reach"
export { onMessageRemoved, removeMessage } from "./removal"
export { clearMessages, removeMessagesOfBanned } from "./removal-on-ban"
export { indexOlderMessages, notIndexedBelow } from "./search-index/index-older"
export { indexText } from "./search-index/index-text"
export {
  authorMark,
  marksOf,
  roomMark,
  type Trait,
  traitMark,
} from "./search-index/search-entry"
export {
  exactTerm,
  looseTerms,
  PART,
  stemTokens,
  type Term,
  withBeginning,
} from "./search-index/tokens"
export type { Message } from "./table"
export { threadPath } from "./thread-place"
export { touchMessage, touchMessages } from "./touch"
export { MessageRow, MessageRows } from "./view/message-rows"
export { type Fragment, presentationStream, renderQuote } from "./view/message-view"
export { PendingMessage } from "./view/pending-message"
export { addMessageSlot, type MessageSlot } from "./view/slots"
export { type Author, listId, type MessageView } from "./view/view"
