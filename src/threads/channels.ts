import { channel } from "../platform/cable/cable"
import { unreadThreads } from "./following"
import { threadsStream } from "./streams"

/** Transmits the unread threads first, so nothing is missed between a page and its subscription. */
export const unreadThreadsChannel = channel("UnreadThreadsChannel", {
  async subscribed(subscription) {
    const { user_id } = subscription.identity
    subscription.streamFrom(threadsStream(user_id))
    subscription.transmit({ threads: await unreadThreads({ id: user_id }) })
  },
})
