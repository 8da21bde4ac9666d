import { z } from "zod"
import type { Identity } from "../../platform/cable/cable"
import { channel, verifyStreamName } from "../../platform/cable/cable"
import { markRead } from "../memberships/reading"
import { reachRoom } from "../reach"
import { roomsListed } from "../sidebar/sidebar-rooms"
import {
  accessGrant,
  messagesStream,
  presenceStream,
  ROOM_ACTIVITY,
  readsStream,
  roomOfMessagesStream,
  typingStream,
  unreadsStream,
} from "../streams"
import { appear, disappear, hide, type RoomSubscription, removePresences } from "./presence"
import { membersPresent } from "./presence-broadcasts"
import { trackHidden, trackVisible, untrack } from "./presence-heartbeat"
import { notifyTyping } from "./typing"

const InRoom = z.object({ room_id: z.coerce.string() })

/** The stream of the room's messages; each subscription checks the membership. */
export const roomMessagesChannel = channel("RoomMessagesChannel", {
  params: z.object({ signed_stream_name: z.string() }),
  async subscribed(subscription) {
    const stream = verifyStreamName(subscription.params.signed_stream_name)
    const id = stream === null ? null : roomOfMessagesStream(stream)
    const room = id === null ? null : await reach(subscription.identity, id)
    if (room) subscription.streamFrom(messagesStream(room), accessGrant(room))
    else subscription.reject()
  },
})

/** Records the presence of a tab that shows the room, and streams the presence of others. */
export const presenceChannel = channel("PresenceChannel", {
  params: InRoom,
  state: (): PresenceSubscription => ({ current: null }),
  permits: async ({ identity, params }) => (await reach(identity, params.room_id)) !== null,
  async subscribed(subscription) {
    const { identity, params, state } = subscription
    const room = await reach(identity, params.room_id)
    if (!room) return subscription.reject()
    state.current = { id: crypto.randomUUID(), user_id: identity.user_id, room_id: room.id }
    subscription.streamFrom(presenceStream(room), accessGrant(room))
    await present(subscription)
    subscription.transmit({ type: "presence", members: await membersPresent(room) })
  },
  async unsubscribed({ identity, params, state: { current } }) {
    if (!current) return
    untrack(current)
    await disappear(current)
    if ((await reach(identity, params.room_id)) === null)
      await removePresences({ id: current.user_id }, [current.room_id])
  },
  actions: {
    present,
    appear: present,
    absent,
    away: absent,
    async refresh({ state: { current } }) {
      if (!current) return
      trackVisible(current)
      await appear(current)
    },
  },
})

/**
 * Broadcasts who is typing in the room; with a message, who is typing the first reply to it, because
 * its thread has no room yet.
 */
export const typingNotificationsChannel = channel("TypingNotificationsChannel", {
  params: InRoom.extend({
    message_id: z.coerce
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  state: (): TypingState => ({ typing: false }),
  permits: async ({ identity, params }) => (await reach(identity, params.room_id)) !== null,
  async subscribed(subscription) {
    const { room_id, message_id } = subscription.params
    const room = await reach(subscription.identity, room_id)
    if (room) subscription.streamFrom(typingStream({ id: room.id, message_id }), accessGrant(room))
    else subscription.reject()
  },
  async unsubscribed(subscription) {
    if (subscription.state.typing) await setTyping(subscription, false)
  },
  actions: {
    start: (subscription) => setTyping(subscription, true),
    stop: (subscription) => setTyping(subscription, false),
  },
})

export const readRoomsChannel = channel("ReadRoomsChannel", {
  subscribed: (subscription) => subscription.streamFrom(readsStream(subscription.identity.user_id)),
})

/** Transmits the current marks first, so nothing is missed between a page and its subscription. */
export const unreadRoomsChannel = channel("UnreadRoomsChannel", {
  async subscribed(subscription) {
    const { user_id } = subscription.identity
    subscription.streamFrom(unreadsStream(user_id))
    const rooms = await roomsListed({ user_id })
    subscription.transmit({
      rooms: rooms.map(({ id, unread_at }) => ({ id, unread: unread_at !== null })),
    })
  },
})

/** A signature proves that the server named the stream, not that this user may subscribe to it. */
export function isReserved(stream: string, { user_id }: Identity) {
  const owner = /^user:(\d+):/.exec(stream)?.[1]
  const isForeign = owner !== undefined && owner !== String(user_id)
  return isForeign || stream === ROOM_ACTIVITY || roomOfMessagesStream(stream) !== null
}

type PresenceSubscription = { current: RoomSubscription | null }
type TypingState = { typing: boolean }
type Typing = {
  identity: Identity
  params: { room_id: string; message_id?: string }
  state: TypingState
}

// Presence first: a message that is posted between the two calls is then read as well.
async function present({ state: { current } }: { state: PresenceSubscription }) {
  if (!current) return
  trackVisible(current)
  await appear(current)
  await markRead(current)
}

async function absent({ state: { current } }: { state: PresenceSubscription }) {
  if (!current) return
  trackHidden(current)
  await hide(current)
}

async function setTyping({ identity, params, state }: Typing, typing: boolean) {
  state.typing = typing
  const { room_id, message_id } = params
  await notifyTyping({ id: Number(room_id), message_id }, identity.user_id, typing)
}

const reach = ({ user_id }: Identity, id: string) => reachRoom({ id: user_id }, id)
