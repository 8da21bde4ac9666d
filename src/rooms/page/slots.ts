import type { Child } from "hono/jsx"
import { cache, textSize } from "../../platform/cache/cache"
import type { Micros } from "../../platform/database/database"

const MEGABYTE = 1024 * 1024

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

/**
 * Renders `slot` on the page of every room, after those that were added before it. Code that changes
 * what it loads must touch the room (`touchRoom`).
 */
export function addRoomSlot<Loaded extends string | number>(slot: RoomSlot<Loaded>) {
  const { load, nav, over } = slot
  slots.set(slot, async (room) => {
    const loaded = await load(room)
    return { loaded, nav: () => nav?.(room, loaded), over: () => over?.(room) }
  })
}

type RoomSections = Awaited<ReturnType<typeof load>>

const sections = cache<RoomSections>("room-sections", {
  budget: MEGABYTE,
  size: ({ key }) => 500 + textSize(key),
})

/** @returns functions that render the sections, and a key that changes with their content */
export const loadRoomSlots = (room: Room & { updated_at: Micros }) =>
  sections.load(`${room.id} ${room.updated_at}`, () => load({ id: room.id }))

async function load(room: Room) {
  const ready = await Promise.all([...slots.values()].map((loadSlot) => loadSlot(room)))
  return {
    key: JSON.stringify(ready.map(({ loaded }) => loaded)),
    nav: () => ready.map(({ nav }) => nav()),
    dialogs: () => ready.map(({ over }) => over()),
  }
}
