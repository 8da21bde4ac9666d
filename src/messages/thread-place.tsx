import type { Message } from "./table"

type ThreadPlaceProps = {
  /** The answer at which the page opens, in the thread that it belongs to. */
  at?: { root: Pick<Message, "id" | "room_id">; answer: { id: number } }
}

/** Where a thread stands beside its room, once somebody opens one. */
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

/** Where the answers to a message are, beside its room or on a page of their own. */
export const threadPath = (root: Pick<Message, "id" | "room_id">) =>
  `/rooms/${root.room_id}/messages/${root.id}/thread`
