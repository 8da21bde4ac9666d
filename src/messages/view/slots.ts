import type { Child } from "hono/jsx"
import type { Micros } from "../../platform/database/database"
import { profilesVersion } from "../../users/user"
import type { MessageView } from "./view"

/** The place of a section: next to the message's time, or below its body. */
export type SlotName = "mark" | "boosts" | "thread"

/** A section that another noun adds to messages; it must not depend on the viewer. */
export type MessageSlot<Loaded> = {
  /** Loads the section's data for these messages in one query. */
  load: (messages: { id: number }[]) => Promise<Map<number, Loaded>>
  /** Called for the messages that have data: the others have no such section. */
  render: (message: MessageView, loaded: Loaded) => Child
  /** Set when the section shows people, whose profiles may change. */
  people?: true
}

/** A section with its data loaded. */
type Ready = {
  place: SlotName
  render: (message: MessageView) => Child
  showsPeople: (message: { id: number }) => boolean
}

const slots = new Map<object, (messages: { id: number }[]) => Promise<Ready>>()

/**
 * Adds `section` to every message, after the sections that were added to `place` before. Code that
 * changes the section's data must touch the message (`touchMessage`).
 */
export function addMessageSlot<Loaded>(place: SlotName, section: MessageSlot<Loaded>) {
  slots.set(section, async (messages) => {
    const loaded = await section.load(messages)
    return {
      place,
      render(message) {
        const data = loaded.get(message.id)
        return data === undefined ? null : section.render(message, data)
      },
      showsPeople: ({ id }) => section.people === true && loaded.has(id),
    }
  })
}

/** The sections of messages, by their place. */
export type MessageSlots = {
  render: (place: SlotName, message: MessageView) => Child
  /** The profiles version of the people that they show in this message; null if they show nobody. */
  peopleAsOf: (message: { id: number }) => Micros | null
}

/** @param messages stored ones, which may have data */
export async function loadSlots(messages: { id: number }[]): Promise<MessageSlots> {
  // Taken before the queries, which may read newer profiles, but never older ones.
  const people_updated_at = profilesVersion()
  const ready = await Promise.all([...slots.values()].map((prepare) => prepare(messages)))
  return {
    render: (place, message) =>
      ready.filter((section) => section.place === place).map(({ render }) => render(message)),
    peopleAsOf: (message) =>
      ready.some(({ showsPeople }) => showsPeople(message)) ? people_updated_at : null,
  }
}

/** The sections of a new message, which has no boosts, pins or replies yet. */
export const NO_SLOTS: MessageSlots = { render: () => null, peopleAsOf: () => null }
