import { MISSED, turboStream } from "../../platform/http/turbo-stream"
import { messageRemoved, messageReplaced } from "../view/message-view"
import { listId } from "../view/names"
import { renderMessageList } from "./list"
import type { Listed } from "./pages"
import type { Changes } from "./refresh"

type Room = { id: number; display_name: string }

/**
 * What a page has missed, as the streams that mend it.
 *
 * @param thread whose answers the changes are; without it, they are the room's
 */
export async function refreshStreams(
  room: Room,
  changes: Changes,
  origin: string,
  thread: { id: number } | null = null,
) {
  const list = listId({ room_id: room.id, thread_id: thread?.id ?? null })
  const draw = async (messages: Listed[]) => renderMessageList(room, messages, origin)

  if (changes.behind) return turboStream("update", list, html(await draw(changes.list)))
  const created = html(await draw(changes.created))
  const updated = await draw(changes.updated)
  return [
    created && turboStream("append", list, created, MISSED),
    ...updated.map(messageReplaced),
    ...changes.removed.map((client_message_id) => messageRemoved({ client_message_id })),
  ].join("")
}

const html = (fragments: { html: string }[]) => fragments.map((one) => one.html).join("")
