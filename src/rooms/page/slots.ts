import type { Child } from "hono/jsx"

type Room = { id: number }

/** What another noun adds to the page of every room. */
export type RoomSlot<Loaded extends string | number> = {
  /** All that `nav` shows of the room. */
  load: (room: Room) => Promise<Loaded>
  /** In the room's bar, before its settings. */
  nav?: (room: Room, loaded: Loaded) => Child
  /** What opens over the room, or is about all of it. */
  over?: (room: Room) => Child
}

/** A section of some room, to be drawn only where the page isn't kept. */
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

/** @returns what draws what is added to the room's page, and a key that changes with it */
export async function loadRoomSlots(room: Room) {
  const ready = await Promise.all([...slots.values()].map((load) => load(room)))
  return {
    key: JSON.stringify(ready.map(({ loaded }) => loaded)),
    nav: () => ready.map(({ nav }) => nav()),
    dialogs: () => ready.map(({ over }) => over()),
  }
}
