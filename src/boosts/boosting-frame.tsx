import type { Child } from "hono/jsx"
import { domId } from "../platform/ui/dom-id"
import { type Boosted, Boosts, type BoostView } from "./boost-item"

type BoostingFrameProps = {
  message: Boosted
  boosts: BoostView[]
  /** The form; empty while it is closed. */
  children?: Child
}

/**
 * A message's boosts, and the form to add one: the answer of the routes. A page that shows the
 * message takes from it the boosts that it lacks, and the form.
 */
export function BoostingFrame({ message, boosts, children }: BoostingFrameProps) {
  const { client_message_id } = message
  return (
    <turbo-frame id={domId("message", client_message_id, "boosting")} class="boosting">
      <div id={domId("message", client_message_id, "boosts")} class="boosts">
        <Boosts message={message} boosts={boosts} />
      </div>
      <NewBoostFrame message={message}>{children}</NewBoostFrame>
    </turbo-frame>
  )
}

export function NewBoostFrame({ message, children }: { message: Boosted; children?: Child }) {
  const id = domId("message", message.client_message_id, "new_boost")
  return (
    <turbo-frame id={id} class="new-boost">
      {children}
    </turbo-frame>
  )
}
