import { MISSED, turboStream } from "../../platform/http/turbo-stream"
import { messageRemoved, messageReplaced, type ShownRoom } from "../view/message-view"
import { listId } from "../view/view"
import { renderMessageList } from "./list"
import type { Listed } from "./pages"
import type { Changes } from "./refresh"

/** The streams that bring a page up to date after `changes`. */
export async function refreshStreams(
  room: { id: number } & ShownRoom,
  changes: Changes,
  origin: string,
) {
  const list = listId(room)
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
