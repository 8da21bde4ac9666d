import { WORDS } from "../../src/commands/seed/words"
import type { ReadList } from "../driver/growing-page"
import { type Expected, expectMessages } from "../driver/reader"
import type { BenchContext } from "./context"

/** A frequently requested page. */
export type PageKind = {
  name: string
  /** The path that client number `client` requests, and the page's content while nobody posts. */
  page(context: BenchContext, client: number): { path: string; expected: Expected }
  /** Where a post must be made to appear on the page. */
  showsPosts: "in the room" | "everywhere" | "nowhere"
  /** The messages that the page shows while people post; only for a page that shows posts. */
  list?: (context: BenchContext, client: number) => ReadList
}

export const roomPage: PageKind = {
  name: "Room page",
  showsPosts: "in the room",
  page: ({ seed, stored }) => ({
    path: `/rooms/${seed.busy.id}`,
    expected: expectMessages(stored.newestIds(seed.busy)),
  }),
  list({ seed, stored }) {
    const [first = 0] = stored.newestIds(seed.busy)
    return () => stored.messagesSince(seed.busy, first)
  },
}

/** Each client scrolls up from another message. */
export const messagesPage: PageKind = {
  name: "Messages page",
  showsPosts: "nowhere",
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
  showsPosts: "nowhere",
  page({ seed, stored }, client) {
    const person = seed.people[client]
    const values = (person ? stored.sidebarRoomIds(person) : []).map(String)
    return { path: "/users/me/sidebar", expected: { pattern: /<a id="list_room_(\d+)"/g, values } }
  },
}

/** Each client searches for another common word. */
export const search: PageKind = {
  name: "Search",
  showsPosts: "everywhere",
  page({ stored }, client) {
    const word = WORDS[client] ?? ""
    return { path: `/searches?q=${word}`, expected: expectMessages(stored.searchIds(word)) }
  },
  list({ stored }, client) {
    const word = WORDS[client] ?? ""
    const first = Math.min(...stored.searchIds(word))
    return () => stored.matchesSince(word, first)
  },
}

const PEOPLE_PAGE = 500

export const accountPage: PageKind = {
  name: "Account page",
  showsPosts: "nowhere",
  page: ({ stored }) => ({
    path: "/account/edit",
    expected: {
      pattern: /<div id="person_(\d+)"/g,
      values: stored.userIds(PEOPLE_PAGE).map(String),
    },
  }),
}
