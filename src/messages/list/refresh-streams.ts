import { database, millis } from "../../platform/database/database"
import { MISSED, turboStream, turboStreamTo } from "../../platform/http/turbo-stream"
import { type ReachedRoom, titleReplaced } from "../../rooms/room"
import { profileStream, profilesVersion } from "../../users/user"
import { messageRemoved, messageReplaced, type ShownRoom } from "../view/message-view"
import { listId } from "../view/view"
import { renderMessageList } from "./list"
import type { Listed } from "./pages"
import { type Changes, changesSince, type RefreshQuestion, type Restart } from "./refresh"

type Room = { id: number } & ShownRoom

/** Answers a page that asks what it missed, with the streams that bring it up to date. */
export const refresh = async (room: Room, question: RefreshQuestion) =>
  refreshStreams(room, await changesSince(room, question))

/**
 * The people whose name or picture changed since the page's profiles, and the room's name, which may
 * consist of their names. Empty for clients that don't say which rows they show.
 */
export async function appearanceStreams(room: ReachedRoom, question: RefreshQuestion) {
  const { since, people = since, held, rowsOnly } = question
  if (!held || rowsOnly || profilesVersion() <= people) return ""
  const changed = await database()
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("updated_at", ">", people)
    .execute()
  const profiles = changed.map((person) => profileStream(person, MISSED))
  return titleReplaced({ ...room, name: room.own_name }) + profiles.join("")
}

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
