import { millis } from "../../platform/database/database"
import { MISSED, turboStream, turboStreamTo } from "../../platform/http/turbo-stream"
import { messageRemoved, messageReplaced, type ShownRoom } from "../view/message-view"
import { listId } from "../view/view"
import { renderMessageList } from "./list"
import type { Listed } from "./pages"
import { type Changes, changesSince, type RefreshQuestion, type Restart } from "./refresh"

type Room = { id: number } & ShownRoom

/** Answers a page that asks what it missed, with the streams that bring it up to date. */
export const refresh = async (room: Room, question: RefreshQuestion) =>
  refreshStreams(room, await changesSince(room, question))

/** Renders the streams that apply `changes` to a page. A restart comes last. */
export async function refreshStreams(room: Room, changes: Changes) {
  const list = listId(room)
  const render = async (messages: Listed[]) => renderMessageList(room, messages)

  const updated = await render(changes.updated)
  const people = await render(changes.showingPeople)
  const created = html(await render(changes.created))
  return [
    created && turboStream("append", list, created, MISSED),
    ...updated.map(messageReplaced),
    ...people.filter(({ showsPeople }) => showsPeople).map(messageReplaced),
    ...changes.removed.map((client_message_id) => messageRemoved({ client_message_id })),
    ...changes.gone.map((id) => turboStreamTo("remove", `#${list} > [data-message-id="${id}"]`)),
    changes.restart && (await renderRestart(room, changes.restart)),
  ]
    .filter(Boolean)
    .join("")
}

// A page that does not show it at once removes its rows behind the gap.
async function renderRestart(room: Room, { list, gap }: Restart) {
  const newest = html(await renderMessageList(room, list))
  return turboStream("update", listId(room), newest, ` gap="${millis(gap)}"`)
}

const html = (fragments: { html: string }[]) => fragments.map((one) => one.html).join("")
