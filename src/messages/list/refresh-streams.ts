import { MISSED, turboStream } from "../../platform/http/turbo-stream"
import { messageRemoved, messageReplaced, type ShownRoom } from "../view/message-view"
import { listId } from "../view/view"
import { renderMessageList } from "./list"
import type { Listed } from "./pages"
import type { Changes } from "./refresh"

/** Renders the streams that apply `changes` to a page. */
export async function refreshStreams(room: { id: number } & ShownRoom, changes: Changes) {
  const list = listId(room)
  const render = async (messages: Listed[]) => renderMessageList(room, messages)

  if (changes.behind) return turboStream("update", list, html(await render(changes.list)))
  const created = html(await render(changes.created))
  const updated = await render(changes.updated)
  return [
    created && turboStream("append", list, created, MISSED),
    ...updated.map(messageReplaced),
    ...changes.removed.map((client_message_id) => messageRemoved({ client_message_id })),
  ].join("")
}

const html = (fragments: { html: string }[]) => fragments.map((one) => one.html).join("")
