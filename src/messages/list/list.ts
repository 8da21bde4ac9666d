import { ByteCache } from "../../platform/cache/byte-cache"
import { concat, type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import { profilesVersion } from "../../users/user"
import { cachedFragment, fragmentKey, renderMessages, type ShownRoom } from "../view/message-view"
import { GzipFragmentCache } from "./gzip-fragment-cache"
import type { Listed } from "./pages"

const MEGABYTE = 1024 * 1024

const pieces = new ByteCache<GzipFragment>(8 * MEGABYTE)
const pages = new GzipFragmentCache(4 * MEGABYTE)

type Room = { id: number } & ShownRoom

/** Renders the messages in their order. */
export async function renderMessageList(room: Room, list: Listed[], origin: string) {
  const keys = list.map((one) => fragmentKey({ ...one, room_name: room.display_name }, origin))
  const fragments = keys.map(cachedFragment)
  const missing = list.filter((_, index) => fragments[index] === undefined)
  const drawn = await renderMessages(missing, room, origin)
  return list.map(({ id, client_message_id }, index) => ({
    id,
    client_message_id,
    ...(fragments[index] ?? drawn.get(id) ?? { key: keys[index] ?? "", html: "" }),
  }))
}

/**
 * The messages in their order as a piece of a page. Each leans on the one before it, so a page
 * with one more message costs the compression of one message.
 */
export function messageListFragment(
  room: Room,
  list: Listed[],
  origin: string,
): Promise<GzipFragment> {
  return pages.get(listKey(room, list, origin), () => joined(room, list, origin))
}

/** All that tells one list from another: what is said elsewhere, or later, changes nothing in it. */
export const listKey = (room: Room, list: Listed[], origin: string) =>
  list.reduce(
    (key, { id, updated_at, creator_updated_at }) =>
      `${key} ${id} ${updated_at} ${creator_updated_at}`,
    `${origin} ${profilesVersion()} ${room.display_name}`,
  )

const joined = async (room: Room, list: Listed[], origin: string) =>
  compressRun(await renderMessageList(room, list, origin))

/** Fragments that stand one after the other, as one piece. */
export function compressRun(fragments: { key: string; html: string }[]): GzipFragment {
  let previous: { key: string; piece: GzipFragment } | undefined
  const chain = fragments.map(({ key, html }) => {
    const chained = chainedPiece(key, html, previous)
    previous = { key, piece: chained }
    return chained
  })
  return concat(chain)
}

function chainedPiece(key: string, html: string, previous?: { key: string; piece: GzipFragment }) {
  const pair = `${previous?.key ?? ""}\n${key}`
  const known = pieces.get(pair)
  if (known) return known
  const made = gzipFragment(html, previous?.piece)
  pieces.set(pair, made, 2 * (made.html.length + pair.length) + made.deflated.length)
  return made
}
