import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { BoostItem, type BoostView } from "./boost-item"

type Boosted = { client_message_id: string }

export const boostAppended = (message: Boosted, boost: BoostView) =>
  turboStream(
    "append",
    `boosts_message_${message.client_message_id}`,
    String(BoostItem({ boost })),
    MAINTAIN_SCROLL,
  )

export const boostRemoved = ({ id }: { id: number }) =>
  turboStream("remove", `boost_${id}`, "", MAINTAIN_SCROLL)
