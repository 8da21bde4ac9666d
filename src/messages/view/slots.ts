import type { Child } from "hono/jsx"
import type { Micros } from "../../platform/database/database"
import { profilesVersion } from "../../users/user"
import type { MessageView } from "./view"

/** The position of a section: next to the message's time, below its body, or in its menu. */
export type SlotName = "mark" | "below" | "menu-start" | "menu-end"

/** A section that another noun adds to every message; it must not depend on the viewer. */
export type MessageSlot<Loaded> = {
  /** Loads the section's data for these messages in one query; not called for a new message. */
  load: (messages: { id: number }[]) => Promise<Map<number, Loaded>>
  render: (message: MessageView, loaded: Loaded | undefined) => Child
  /** Set when the section shows people, whose profiles may change. */
  people?: true
}

/** A section with its data loaded. */
type Ready = {
  render: (message: MessageView) => Child
  showsPeople: (message: { id: number }) => boolean
}

type Prepared = {
  place: SlotName
  prepare: (messages: { id: number }[]) => Promise<Ready>
  /** Renders without data, for a new message. */
  render: Ready["render"]
}

const slots = new Map<object, Prepared>()

/**
 * Adds `section` to every message, after the sections that were added to `place` before. Code that
 * changes the section's data must touch the message (`touchMessage`).
 */
export function addMessageSlot<Loaded>(place: SlotName, section: MessageSlot<Loaded>) {
  slots.set(section, {
    place,
    async prepare(messages) {
      const loaded = await section.load(messages)
      return {
        render: (message) => section.render(message, loaded.get(message.id)),
        showsPeople: ({ id }) => section.people === true && loaded.has(id),
      }
    },
    render: (message) => section.render(message, undefined),
  })
}

/** The sections of messages, by their place. */
export type MessageSlots = {
  render: (place: SlotName, message: MessageView) => Child[]
  /** The profiles version of the people that they show in this message; null if they show nobody. */
  peopleAsOf: (message: { id: number }) => Micros | null
}

/** @param messages stored ones, which may have data */
export async function loadSlots(messages: { id: number }[]): Promise<MessageSlots> {
  // Taken before the queries, which may read newer profiles, but never older ones.
  const people_updated_at = profilesVersion()
  const ready = await Promise.all(
    [...slots.values()].map(async ({ place, prepare }) => ({
      place,
      ...(await prepare(messages)),
    })),
  )
  return {
    render: renderIn(ready),
    peopleAsOf: (message) =>
      ready.some(({ showsPeople }) => showsPeople(message)) ? people_updated_at : null,
  }
}

/** The sections of a new message, which has no boosts, pins or replies yet. */
export const slotsOfNewMessage = (): MessageSlots => ({
  render: renderIn([...slots.values()]),
  peopleAsOf: () => null,
})

const renderIn =
  (ready: { place: SlotName; render: Ready["render"] }[]): MessageSlots["render"] =>
  (place, message) =>
    ready.filter((section) => section.place === place).map(({ render }) => render(message))

export const NO_SLOTS: MessageSlots = { render: () => [], peopleAsOf: () => null }
