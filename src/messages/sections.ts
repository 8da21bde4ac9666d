import type { Child } from "hono/jsx"
import type { ShownMessage } from "./message-item"

/** Where in a message a section stands: beside its time, below what it says, or in its menu. */
export type Place = "mark" | "below" | "menu-start" | "menu-end"

/** What another noun adds to every message, the same for all who look. */
export type Section<Loaded> = {
  /** What it has to know of these messages, asked once for all of them; a new message has nothing yet. */
  load: (messages: { id: number }[]) => Promise<Map<number, Loaded>>
  draw: (message: ShownMessage, loaded: Loaded | undefined) => Child
}

/** Draws a section of one message. */
type Drawing = (message: ShownMessage) => Child

type Prepared = { place: Place; prepare: (messages: { id: number }[]) => Promise<Drawing> }

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
      return (message) => section.draw(message, loaded.get(message.id))
    },
  })
}

/** All that is drawn in the places of a message. */
export type Sections = (place: Place, message: ShownMessage) => Child[]

/** @param messages those about which there may be something to know */
export async function loadSections(messages: { id: number }[]): Promise<Sections> {
  const ready = await Promise.all(
    [...sections.values()].map(async ({ place, prepare }) => ({
      place,
      draw: await prepare(messages),
    })),
  )
  return (place, message) =>
    ready.filter((section) => section.place === place).map(({ draw }) => draw(message))
}

export const NO_SECTIONS: Sections = () => []
