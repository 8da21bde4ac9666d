import type { Child } from "hono/jsx"
import type { Micros } from "../database/database"
import { peopleUpdatedAt } from "../users/latest-change"
import type { ShownMessage } from "./message-item"

/** Where in a message a section stands: beside its time, below what it says, or in its menu. */
export type Place = "mark" | "below" | "menu-start" | "menu-end"

/** What another noun adds to every message, the same for all who look. */
export type Section<Loaded> = {
  /** What it has to know of these messages, asked once for all of them; a new message has nothing yet. */
  load: (messages: { id: number }[]) => Promise<Map<number, Loaded>>
  draw: (message: ShownMessage, loaded: Loaded | undefined) => Child
  /** What is loaded shows people, who may take other names and pictures. */
  people?: true
}

/** A section of some messages, ready to be drawn in each. */
type Ready = {
  draw: (message: ShownMessage) => Child
  showsPeople: (message: { id: number }) => boolean
}

type Prepared = { place: Place; prepare: (messages: { id: number }[]) => Promise<Ready> }

const sections = new Map<string, Prepared>()

/**
 * Has `section` drawn in every message, after those that were added to its place before it; `name`
 * says whose it is. Whoever changes what it shows touches the message (`touchMessage`).
 */
export function addToMessages<Loaded>(name: string, place: Place, section: Section<Loaded>) {
  sections.set(name, {
    place,
    async prepare(messages) {
      const loaded = messages.length > 0 ? await section.load(messages) : new Map<number, Loaded>()
      return {
        draw: (message) => section.draw(message, loaded.get(message.id)),
        showsPeople: ({ id }) => section.people === true && loaded.has(id),
      }
    },
  })
}

/** All that is drawn in the places of a message. */
export type Sections = {
  in: (place: Place, message: ShownMessage) => Child[]
  /** As of when they show people in this message; null if they show nobody. */
  peopleAsOf: (message: { id: number }) => Micros | null
}

/** @param messages those about which there may be something to know */
export async function loadSections(messages: { id: number }[]): Promise<Sections> {
  // Before they are read, for what is read may be newer, but never older.
  const people_updated_at = peopleUpdatedAt()
  const ready = await Promise.all(
    [...sections.values()].map(async ({ place, prepare }) => ({
      place,
      ...(await prepare(messages)),
    })),
  )
  return {
    in: (place, message) =>
      ready.filter((section) => section.place === place).map(({ draw }) => draw(message)),
    peopleAsOf: (message) =>
      ready.some(({ showsPeople }) => showsPeople(message)) ? people_updated_at : null,
  }
}

export const NO_SECTIONS: Sections = { in: () => [], peopleAsOf: () => null }
