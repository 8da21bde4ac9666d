/** Something said in a room. */

export { type Mentionee, mentionees } from "./body/mentions"
export { type MessageBody, MOST_BODY_BYTES, parseMessageBody, readBody } from "./body/message-body"
export { editMessage } from "./edits/editing"
export { versionsOf } from "./edits/versions"
export {
  messagesAfter,
  messagesAround,
  messagesBefore,
  newestMessages,
} from "./list/pages"
export { changesSince, sinceIn } from "./list/refresh"
export {
  type MessageEnv,
  type RoomMessageEnv,
  requireAuthor,
  withMessage,
  withRoomMessage,
} from "./middleware"
export { onPosted, postMessage } from "./post"
export { parentMessage, reachableMessages, reachMessage, reachRoomMessage } from "./reach"
export { onMessageRemoved, removeMessage } from "./removal"
export { removeMessagesOfBanned } from "./removal-on-ban"
export type { Message } from "./table"
export { threadPath } from "./thread-place"
export { touchMessage, touchMessages } from "./touch"
export { addMessageSlot, type MessageSlot } from "./view/slots"
export type { MessageView } from "./view/view"
