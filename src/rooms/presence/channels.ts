import { z } from "zod"
import { channel, verifyStreamName } from "../../platform/cable/cable"
import type { Identity } from "../../platform/cable/identity"
import { markRead } from "../memberships/reading"
import { reachRoom } from "../reach"
import { visibleRooms } from "../sidebar/sidebar-rooms"
import {
  messagesStream,
  presenceStream,
  ROOM_ACTIVITY,
  readsStream,
  roomOfMessagesStream,
  typingStream,
  unreadsStream,
} from "../streams"
import { appear, disappear, hide, type Place, stay } from "./presence"
import { announceGone, membersPresent } from "./presence-broadcasts"
import { unwatchTab, watchHidden, watchTab } from "./presence-watch"
import { notifyTyping } from "./typing"

const InRoom = z.object({ room_id: z.coerce.string() })

/** What the room's page follows; who is in the room is asked at every subscription. */
export const roomMessagesChannel = channel("RoomMessagesChannel", {
  params: z.object({ signed_stream_name: z.string() }),
  async subscribed(subscription) {
    const stream = verifyStreamName(subscription.params.signed_stream_name)
    const id = stream === null ? null : roomOfMessagesStream(stream)
    const room = id === null ? null : await reach(subscription.identity, id)
    if (room) subscription.streamFrom(messagesStream(room))
    else subscription.reject()
  },
})

/** A tab says that it shows the room, or no longer does, and hears who else is there. */
export const presenceChannel = channel("PresenceChannel", {
  params: InRoom,
  state: (): PresentTab => ({ id: crypto.randomUUID(), place: null }),
  permits: async ({ identity, params }) => (await reach(identity, params.room_id)) !== null,
  async subscribed(subscription) {
    const { identity, params, state } = subscription
    const room = await reach(identity, params.room_id)
    if (!room) return subscription.reject()
    state.place = { id: room.membership.id, room_id: room.id, user_id: identity.user_id }
    subscription.streamFrom(presenceStream(room))
    await present(subscription)
    subscription.transmit({ type: "presence", members: await membersPresent(room) })
  },
  async unsubscribed({ state }) {
    unwatchTab(state.id)
    await disappear(state.id)
    if (state.place) await announceGone(state.place)
  },
  actions: {
    present,
    appear: present,
    absent,
    away: absent,
    async refresh({ state }) {
      if (!state.place) return
      watchTab(state.id)
      await stay(state.id, state.place)
    },
  },
})

/** A tab says that somebody writes, and hears of the others. */
export const typingNotificationsChannel = channel("TypingNotificationsChannel", {
  params: InRoom,
  state: (): TypingState => ({ writes: false }),
  permits: async ({ identity, params }) => (await reach(identity, params.room_id)) !== null,
  async subscribed(subscription) {
    const room = await reach(subscription.identity, subscription.params.room_id)
    if (room) subscription.streamFrom(typingStream(room))
    else subscription.reject()
  },
  async unsubscribed(subscription) {
    if (subscription.state.writes) await write(subscription, false)
  },
  actions: {
    start: (subscription) => write(subscription, true),
    stop: (subscription) => write(subscription, false),
  },
})

export const readRoomsChannel = channel("ReadRoomsChannel", {
  subscribed: (subscription) => subscription.streamFrom(readsStream(subscription.identity.user_id)),
})

/** Says at first how things stand, so that nothing is missed between a page and its subscription. */
export const unreadRoomsChannel = channel("UnreadRoomsChannel", {
  async subscribed(subscription) {
    const { user_id } = subscription.identity
    subscription.streamFrom(unreadsStream(user_id))
    const rooms = await visibleRooms({ id: user_id })
    subscription.transmit({
      rooms: rooms.map(({ id, unread_at }) => ({ id, unread: unread_at !== null })),
    })
  },
})

/** A signature proves that we named a stream, not that this user may follow it. */
export function isReserved(stream: string, { user_id }: Identity) {
  const owner = /^user:(\d+):/.exec(stream)?.[1]
  const isForeign = owner !== undefined && owner !== String(user_id)
  return isForeign || stream === ROOM_ACTIVITY || roomOfMessagesStream(stream) !== null
}

type PresentTab = { id: string; place: Place | null }
type TypingState = { writes: boolean }
type Writing = { identity: Identity; params: { room_id: string }; state: TypingState }

async function present({ state: { id, place } }: { state: PresentTab }) {
  if (!place) return
  watchTab(id)
  await appear(id, place)
  await markRead(place)
}

async function absent({ state: { id, place } }: { state: PresentTab }) {
  if (!place) return
  watchHidden(id)
  await hide(id, place)
}

async function write({ identity, params, state }: Writing, writes: boolean) {
  state.writes = writes
  await notifyTyping({ id: Number(params.room_id) }, identity.user_id, writes)
}

const reach = ({ user_id }: Identity, id: string) => reachRoom({ id: user_id }, id)
