import { isEmojiOnly } from "../messages/message"
import type { Micros } from "../platform/database/database"
import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { isolate } from "../platform/text/direction"
import { IconButton } from "../platform/ui/button"
import { domId } from "../platform/ui/dom-id"
import { Form } from "../platform/ui/form"
import { avatarPath } from "../users/user"

export type User = { id: number; name: string; updated_at: Micros }

export type BoostView = { id: number; message_id: number; content: string; booster: User }

export type Boosted = { id: number; client_message_id: string }

/** Boosts of a message, and the link to add one, which a stream appends with each boost. */
export function Boosts({ message, boosts }: { message: Boosted; boosts: BoostView[] }) {
  const { id, client_message_id } = message
  return (
    <>
      {boosts.map((boost) => (
        <BoostItem boost={boost} />
      ))}
      <a
        id={domId("message", client_message_id, "add_boost")}
        class="boosts__add"
        href={`/messages/${id}/boosts/new`}
        title="Add a boost"
        data-turbo-frame={domId("message", client_message_id, "new_boost")}
      >
        Add a boost
      </a>
    </>
  )
}

/**
 * A boost, the same for all viewers. The browser compares the booster's id with the viewer's, and
 * lets the booster reveal the delete button by a click on the content.
 */
function BoostItem({ boost }: { boost: BoostView }) {
  const { id, message_id, booster, content } = boost
  const label = `${isolate(booster.name)} boosted ${isolate(content)}`
  return (
    <div
      id={domId("boost", id)}
      class="boost"
      data-controller="boost-delete"
      data-boost-delete-booster-id-value={booster.id}
      data-boost-delete-reveal-class="boost--revealed"
      data-boost-delete-perform-class="boost--leaving"
      data-boosting-target="boost"
    >
      <figure class="avatar boost__avatar" title={label}>
        <img src={avatarPath(booster)} alt={label} width={48} height={48} loading="lazy" />
      </figure>
      <span
        class={isEmojiOnly(content) ? "boost__content txt-medium" : "boost__content"}
        dir="auto"
        aria-hidden="true"
        data-boost-delete-target="content"
      >
        {content}
      </span>
      <Form
        class="boost__delete"
        action={`/messages/${message_id}/boosts/${id}`}
        method="delete"
        hidden
      >
        <IconButton
          icon="remove"
          label="Delete this boost"
          negative
          data-boost-delete-target="button"
        />
      </Form>
    </div>
  )
}

export const boostAppended = (message: Boosted, boost: BoostView) =>
  turboStream(
    "append",
    domId("message", message.client_message_id, "boosts"),
    String(<Boosts message={message} boosts={[boost]} />),
    MAINTAIN_SCROLL,
  )

export const boostRemoved = ({ id }: { id: number }) =>
  turboStream("remove", domId("boost", id), "", MAINTAIN_SCROLL)
