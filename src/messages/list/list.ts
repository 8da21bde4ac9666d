import { cache } from "../../platform/cache/cache"
import { concat, type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import { profilesVersion } from "../../users/user"
import { cachedFragment, fragmentKey, renderMessages, type ShownRoom } from "../view/message-view"
import type { Listed } from "./pages"

const MEGABYTE = 1024 * 1024

const runs = cache<GzipFragment>("message-runs", {
  budget: 8 * MEGABYTE,
  size: ({ memory }) => memory,
})
/** By the version of their room, which saves reading the list. */
export const messageLists = cache<GzipFragment>("room-lists", {
  budget: 6 * MEGABYTE,
  size: ({ memory }) => memory,
})

type Room = { id: number } & ShownRoom

/** Renders the messages in their order. */
export async function renderMessageList(room: Room, list: Listed[]) {
  const keys = list.map((one) => fragmentKey({ ...one, room_name: room.display_name }))
  const fragments = keys.map(cachedFragment)
  const missing = list.filter((_, index) => fragments[index] === undefined)
  const rendered = await renderMessages(missing, room)
  return list.map(({ id, client_message_id }, index) => ({
    id,
    client_message_id,
    ...(fragments[index] ??
      rendered.get(id) ?? {
        key: keys[index] ?? "",
        html: "",
        showsPeople: false,
      }),
  }))
}

/**
 * Renders and compresses the messages in their order. Each fragment is compressed after the one
 * before it, so a page with one more message costs the compression of one message.
 */
export const messageListFragment = async (room: Room, list: Listed[]): Promise<GzipFragment> =>
  compressRun(await renderMessageList(room, list))

/** A key of the list's HTML: newer messages, and those of other rooms, don't change it. */
export const listKey = (room: Room, list: Listed[]) =>
  list.reduce(
    (key, { id, updated_at, creator_updated_at }) =>
      `${key} ${id} ${updated_at} ${creator_updated_at}`,
    `${profilesVersion()} ${room.display_name}`,
  )

/**
 * Compresses consecutive fragments and concatenates them.
 *
 * @param start the HTML before them; it is compressed together with the first one
 */
export function compressRun(fragments: { key: string; html: string }[], start = ""): GzipFragment {
  const [first, ...rest] = fragments
  if (!first) return gzipFragment(start)
  const head = start ? gzipFragment(start + first.html) : compressAfter(first.key, first.html)
  const run = [head]
  let previous = first
  for (const fragment of rest) {
    run.push(compressAfter(fragment.key, fragment.html, previous))
    previous = fragment
  }
  return concat(run)
}

function compressAfter(key: string, html: string, previous?: { key: string; html: string }) {
  const pair = `${previous?.key ?? ""}\n${key}`
  return runs.get(pair, () => gzipFragment(html, previous))
}
