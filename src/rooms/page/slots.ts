import type { Child } from "hono/jsx"

type Room = { id: number }

/** A section that another noun adds to the page of every room. */
export type RoomSlot<Loaded extends string | number> = {
  /** Loads what `nav` shows; part of the page's cache key. */
  load: (room: Room) => Promise<Loaded>
  /** Renders in the room's bar, before its settings. */
  nav?: (room: Room, loaded: Loaded) => Child
  /** Renders dialogs over the room. */
  over?: (room: Room) => Child
}

/** A section of one room, rendered only when the page is not cached. */
type Ready = { loaded: string | number; nav: () => Child; over: () => Child }

const slots = new Map<object, (room: Room) => Promise<Ready>>()

/** Renders `slot` on the page of every room, after those that were added before it. */
export function addRoomSlot<Loaded extends string | number>(slot: RoomSlot<Loaded>) {
  const { load, nav, over } = slot
  slots.set(slot, async (room) => {
    const loaded = await load(room)
    return { loaded, nav: () => nav?.(room, loaded), over: () => over?.(room) }
  })
}

/** @returns functions that render the sections, and a key that changes with their content */
export async function loadRoomSlots(room: Room) {
  const ready = await Promise.all([...slots.values()].map((load) => load(room)))
  return {
    key: JSON.stringify(ready.map(({ loaded }) => loaded)),
    nav: () => ready.map(({ nav }) => nav()),
    dialogs: () => ready.map(({ over }) => over()),
  }
}
