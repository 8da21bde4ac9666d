/** Something said in a room. */

export { clearWhenBanned } from "./clearing"
export { MOST_BODY_BYTES, readDraft } from "./draft"
export { editMessage } from "./editing"
export { type Mentionee, mentionees } from "./mentionees"
export { messagesAfter, messagesAround, messagesBefore, newestMessages } from "./pages"
export { onPosted, postMessage } from "./posting"
export { reachableMessages, reachMessage, reachRoomMessage } from "./reach"
export { changesSince } from "./refresh"
export { mayAdminister, removeMessage } from "./removal"
export type { Message } from "./table"
export { touchMessage, touchMessages } from "./touch"
export { versionsOf } from "./versions"
