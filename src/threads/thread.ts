/** The replies to one message: a child room of type `thread`. */
export { involvementIn, unreadThreads, unreadThreadsChannel } from "./following"
export { followedThreads, type ThreadsCursor } from "./listing"
export { removeThreads } from "./removal"
export { reachThread, startThread } from "./starting"
export { replyAction, summarySlot } from "./summary"

export { thread } from "./thread-type"
