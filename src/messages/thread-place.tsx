import type { Message } from "./table"

type ThreadPlaceProps = {
  /** The reply at which the page opens, and its thread. */
  at?: { root: Pick<Message, "id" | "room_id">; answer: { id: number } }
}

/** The frame for a thread next to its room; empty until the viewer opens a thread. */
export function ThreadPlace({ at }: ThreadPlaceProps) {
  if (!at) return <turbo-frame id="thread" class="thread-place" target="_top"></turbo-frame>
  const path = `${threadPath(at.root)}?at=${at.answer.id}`
  return (
    <turbo-frame id="thread" class="thread-place" target="_top" src={path}>
      <noscript>
        <a href={path}>Open the thread</a>
      </noscript>
    </turbo-frame>
  )
}

/** The path of a message's thread, for the frame next to the room and as a page of its own. */
export const threadPath = (root: { room_id: number | string; id: number | string }) =>
  `/rooms/${root.room_id}/messages/${root.id}/thread`
