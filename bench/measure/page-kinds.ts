import { type Expected, expectMessages } from "../driver/reader"
import { WORDS } from "../seed/words"
import type { BenchContext } from "./context"

/** A kind of page that people ask for all the time. */
export type PageKind = {
  name: string
  /** What the client of that number asks for, and what has to come as long as nobody posts. */
  page(context: BenchContext, client: number): { path: string; expected: Expected }
  /** Whether what is posted shows in it. */
  showsPosts: boolean
}

export const roomPage: PageKind = {
  name: "Room page",
  showsPosts: true,
  page: ({ seed, stored }) => ({
    path: `/rooms/${seed.busy.id}`,
    expected: expectMessages(stored.newestIds(seed.busy)),
  }),
}

/** Each client scrolls up from a place of its own. */
export const messagesPage: PageKind = {
  name: "Messages page",
  showsPosts: false,
  page({ seed, stored }, client) {
    const anchor = stored.newestIds(seed.busy)[client] ?? 0
    return {
      path: `/rooms/${seed.busy.id}/messages?before=${anchor}`,
      expected: expectMessages(stored.idsBefore(seed.busy, anchor)),
    }
  },
}

export const sidebar: PageKind = {
  name: "Sidebar",
  showsPosts: false,
  page({ seed, stored }, client) {
    const person = seed.people[client]
    const values = (person ? stored.sidebarRoomIds(person) : []).map(String)
    return { path: "/users/me/sidebar", expected: { pattern: /<a id="list_room_(\d+)"/g, values } }
  },
}

/** Each client looks for a word of its own, which all say all the time. */
export const search: PageKind = {
  name: "Search",
  showsPosts: true,
  page({ stored }, client) {
    const word = WORDS[client] ?? ""
    return { path: `/searches?q=${word}`, expected: expectMessages(stored.searchIds(word)) }
  },
}

const PEOPLE_PAGE = 500

export const accountPage: PageKind = {
  name: "Account page",
  showsPosts: false,
  page: ({ stored }) => ({
    path: "/account/edit",
    expected: {
      pattern: /<div id="person_(\d+)"/g,
      values: stored.userIds(PEOPLE_PAGE).map(String),
    },
  }),
}
