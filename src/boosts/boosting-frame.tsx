import type { Child } from "hono/jsx"
import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"
import { BoostItem, type BoostView } from "./boost-item"

export type Boosted = { id: number; client_message_id: string }

type BoostingFrameProps = {
  message: Boosted
  boosts: BoostView[]
  /** The form; by default a link to it. */
  children?: Child
}

/** A message's boosts, and the form or link to add one. */
export function BoostingFrame({ message, boosts, children }: BoostingFrameProps) {
  return (
    <Frame
      id={message.id}
      client_message_id={message.client_message_id}
      boosts={boosts.length > 0 ? boosts.map((boost) => <BoostItem boost={boost} />) : null}
    >
      {children}
    </Frame>
  )
}

type FrameProps = { id: number; client_message_id: string; boosts: Child; children?: Child }

const Frame = compileTemplate<FrameProps>(({ id, client_message_id, boosts, children }) => (
  <turbo-frame
    id={domId("message", client_message_id, "boosting")}
    class="boosting"
    data-controller="turbo-streaming"
    data-action={STREAMING_ACTIONS}
  >
    <div
      id={domId("message", client_message_id, "boosts")}
      class="boosts"
      data-controller="boost-groups"
      data-turbo-streaming-target="container"
    >
      {boosts}
    </div>
    <NewBoostFrame message={{ id, client_message_id }}>{children}</NewBoostFrame>
  </turbo-frame>
))

export function NewBoostFrame({ message, children }: { message: Boosted; children?: Child }) {
  return (
    <NewFrame id={message.id} client_message_id={message.client_message_id}>
      {children}
    </NewFrame>
  )
}

type NewFrameProps = { id: number; client_message_id: string; children?: Child }

const NewFrame = compileTemplate<NewFrameProps>(({ id, client_message_id, children }) => (
  <turbo-frame
    id={domId("message", client_message_id, "new_boost")}
    class="new-boost"
    data-turbo-streaming-target="form"
  >
    {children ?? (
      <a
        class="boosts__add"
        href={`/messages/${id}/boosts/new`}
        title="Add a boost"
        data-controller="soft-keyboard"
        data-action="soft-keyboard#open"
      >
        <span class="for-screen-reader">Add a boost</span>
      </a>
    )}
  </turbo-frame>
))

const STREAMING_ACTIONS = [
  "turbo:submit-start->turbo-streaming#submit",
  "turbo:before-frame-render->turbo-streaming#merge",
  "turbo:frame-render->turbo-streaming#focus",
  "turbo:frame-missing->turbo-streaming#missing",
].join(" ")
