import { z } from "zod"
import { reachMessage } from "../messages/message"
import type { Identity } from "../platform/cable/cable"
import { channel } from "../platform/cable/cable"
import { notifyTyping, type WritingPlace } from "../rooms/presence/typing"
import { threadTypingStream } from "../rooms/streams"
import { lookAway, type Place, readAlong } from "./presence"
import { markThreadRead, unreadThreads } from "./reading"
import { threadsStream } from "./streams"

const InThread = z.object({ message_id: z.coerce.string() })

type OpenTab = { id: string; place: Place | null }

/** A tab says that it shows a thread, or no longer does. */
export const threadPresenceChannel = channel("ThreadPresenceChannel", {
  params: InThread,
  state: (): OpenTab => ({ id: crypto.randomUUID(), place: null }),
  permits: async ({ identity, params }) => (await reach(identity, params.message_id)) !== null,
  async subscribed(subscription) {
    const { identity, params, state } = subscription
    const root = await reach(identity, params.message_id)
    if (!root) return subscription.reject()
    state.place = { message_id: root.id, user_id: identity.user_id }
    await present(subscription)
  },
  unsubscribed: ({ state }) => lookAway(state.id),
  actions: {
    present,
    async refresh({ state: { id, place } }) {
      if (place) await readAlong(id, place)
    },
    absent: ({ state }) => lookAway(state.id),
  },
})

type TypingState = { place: WritingPlace | null; writes: boolean }

/**
 * A tab says that somebody writes in the thread, and hears of others in the threads of its room.
 */
export const threadTypingChannel = channel("ThreadTypingChannel", {
  params: InThread,
  state: (): TypingState => ({ place: null, writes: false }),
  permits: async ({ identity, params }) => (await reach(identity, params.message_id)) !== null,
  async subscribed(subscription) {
    const { identity, params, state } = subscription
    const root = await reach(identity, params.message_id)
    if (!root) return subscription.reject()
    state.place = { id: root.room_id, thread_id: root.id }
    subscription.streamFrom(threadTypingStream(state.place))
  },
  async unsubscribed(subscription) {
    if (subscription.state.writes) await write(subscription, false)
  },
  actions: {
    start: (subscription) => write(subscription, true),
    stop: (subscription) => write(subscription, false),
  },
})

/** Says at first which threads are unread, so that nothing is missed before the subscription. */
export const unreadThreadsChannel = channel("UnreadThreadsChannel", {
  async subscribed(subscription) {
    const { user_id } = subscription.identity
    subscription.streamFrom(threadsStream(user_id))
    subscription.transmit({ threads: await unreadThreads({ id: user_id }) })
  },
})

// To read along comes first: what is said between the two is then read, too.
async function present({ state: { id, place } }: { state: OpenTab }) {
  if (!place) return
  await readAlong(id, place)
  await markThreadRead(place)
}

async function write(
  { identity, state }: { identity: Identity; state: TypingState },
  writes: boolean,
) {
  state.writes = writes
  if (state.place) await notifyTyping(state.place, identity.user_id, writes)
}

async function reach({ user_id }: Identity, id: string) {
  const message = await reachMessage({ id: user_id }, id)
  return message?.thread_id === null ? message : null
}
