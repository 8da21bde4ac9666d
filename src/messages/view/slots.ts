import type { Child } from "hono/jsx"
import type { Micros } from "../../platform/database/database"
import { profilesVersion } from "../../users/user"
import type { MessageView } from "./view"

/** Where in a message a section stands: beside its time, below what it says, or in its menu. */
export type SlotName = "mark" | "below" | "menu-start" | "menu-end"

/** What another noun adds to every message, the same for all who look. */
export type MessageSlot<Loaded> = {
  /** What it has to know of these messages, asked once for all of them; not of one that is new. */
  load: (messages: { id: number }[]) => Promise<Map<number, Loaded>>
  render: (message: MessageView, loaded: Loaded | undefined) => Child
  /** What is loaded shows people, who may take other names and pictures. */
  people?: true
}

/** A section of some messages, ready to be drawn in each. */
type Ready = {
  draw: (message: MessageView) => Child
  showsPeople: (message: { id: number }) => boolean
}

type Prepared = {
  place: SlotName
  prepare: (messages: { id: number }[]) => Promise<Ready>
  /** Where nothing is known of the message. */
  draw: Ready["draw"]
}

const slots = new Map<object, Prepared>()

/**
 * Has `section` drawn in every message, after those that were added to its place before it.
 * Whoever changes what it shows touches the message (`touchMessage`).
 */
export function addMessageSlot<Loaded>(place: SlotName, section: MessageSlot<Loaded>) {
  slots.set(section, {
    place,
    async prepare(messages) {
      const loaded = await section.load(messages)
      return {
        draw: (message) => section.render(message, loaded.get(message.id)),
        showsPeople: ({ id }) => section.people === true && loaded.has(id),
      }
    },
    draw: (message) => section.render(message, undefined),
  })
}

/** All that is drawn in the places of a message. */
export type MessageSlots = {
  render: (place: SlotName, message: MessageView) => Child[]
  /** As of when they show people in this message; null if they show nobody. */
  peopleAsOf: (message: { id: number }) => Micros | null
}

/** @param messages those about which there may be something to know */
export async function loadSlots(messages: { id: number }[]): Promise<MessageSlots> {
  // Before they are read, for what is read may be newer, but never older.
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

/** Those of a message that is new: nobody can have boosted, pinned or answered it yet. */
export const slotsOfNewMessage = (): MessageSlots => ({
  render: renderIn([...slots.values()]),
  peopleAsOf: () => null,
})

const renderIn =
  (ready: { place: SlotName; draw: Ready["draw"] }[]): MessageSlots["render"] =>
  (place, message) =>
    ready.filter((section) => section.place === place).map(({ draw }) => draw(message))

export const NO_SLOTS: MessageSlots = { render: () => [], peopleAsOf: () => null }
