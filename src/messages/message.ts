/** Something said in a room. */

export { clearWhenBanned } from "./clearing"
export { MOST_BODY_BYTES, readDraft } from "./draft"
export { editMessage } from "./editing"
export { countPost } from "./limit"
export { type Mentionee, mentionees } from "./mentionees"
export type { ShownMessage } from "./message-item"
export {
  messagesAfter,
  messagesAround,
  messagesBefore,
  newestMessages,
  threadPages,
} from "./pages"
export { onPosted, postMessage } from "./posting"
export { reachableMessages, reachMessage, reachRoomMessage } from "./reach"
export { answersSince, changesSince, sinceIn } from "./refresh"
export { mayAdminister, onRemoved, removeMessage } from "./removal"
export { addToMessages, type Section } from "./sections"
export type { Message } from "./table"
export { threadPath } from "./thread"
export { touchMessage, touchMessages } from "./touch"
export { versionsOf } from "./versions"
