import { type Expected, messageIds } from "../driver/reader"
import { WORDS } from "../seed/words"
import type { Scene } from "./context"

/** A kind of page that people ask for all the time. */
export type Kind = {
  name: string
  /** What the client of that number asks for, and what has to come as long as nobody posts. */
  page(scene: Scene, client: number): { path: string; expected: Expected }
  /** Whether what is posted shows in it. */
  grows: boolean
}

export const roomPage: Kind = {
  name: "Room page",
  grows: true,
  page: ({ seed, log }) => ({
    path: `/rooms/${seed.busy.id}`,
    expected: messageIds(log.newest(seed.busy)),
  }),
}

/** Each client scrolls up from a place of its own. */
export const messagesPage: Kind = {
  name: "Messages page",
  grows: false,
  page({ seed, log }, client) {
    const anchor = log.newest(seed.busy)[client] ?? 0
    return {
      path: `/rooms/${seed.busy.id}/messages?before=${anchor}`,
      expected: messageIds(log.before(seed.busy, anchor)),
    }
  },
}

export const sidebar: Kind = {
  name: "Sidebar",
  grows: false,
  page({ seed, log }, client) {
    const person = seed.people[client]
    const values = (person ? log.sidebar(person) : []).map(String)
    return { path: "/users/me/sidebar", expected: { pattern: /<a id="list_room_(\d+)"/g, values } }
  },
}

/** Each client looks for a word of its own, which all say all the time. */
export const search: Kind = {
  name: "Search",
  grows: true,
  page({ log }, client) {
    const word = WORDS[client] ?? ""
    return { path: `/searches?q=${word}`, expected: messageIds(log.withWord(word)) }
  },
}

const PEOPLE_PAGE = 500

export const accountPage: Kind = {
  name: "Account page",
  grows: false,
  page: ({ log }) => ({
    path: "/account/edit",
    expected: {
      pattern: /<div id="person_(\d+)"/g,
      values: log.people(PEOPLE_PAGE).map(String),
    },
  }),
}
