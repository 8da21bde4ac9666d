import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { domId } from "../platform/ui/dom-id"
import { BoostItem, type BoostView } from "./boost-item"

type Boosted = { client_message_id: string }

export const boostAppended = (message: Boosted, boost: BoostView) =>
  turboStream(
    "append",
    domId("message", message.client_message_id, "boosts"),
    String(BoostItem({ boost })),
    MAINTAIN_SCROLL,
  )

export const boostRemoved = ({ id }: { id: number }) =>
  turboStream("remove", domId("boost", id), "", MAINTAIN_SCROLL)
