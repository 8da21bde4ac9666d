import { type Fragment, MessageRow, MessageRows } from "../messages/message"
import { Button } from "../platform/ui/button"
import { domId } from "../platform/ui/dom-id"
import { Form } from "../platform/ui/form"
import { GoBack } from "../platform/ui/go-back"
import { LocalTime } from "../platform/ui/local-time"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import type { Pinned } from "./list"
import { PINS_FRAME } from "./parts"

type PinsProps = { pins: Pinned[]; rendered: Map<number, Fragment> }

type PinsPageProps = PinsProps & { room: { id: number; own_name: string }; viewer: Viewer }

/** A room's pinned messages as a whole page. */
export function PinsPage({ room, viewer, ...pins }: PinsPageProps) {
  return (
    <Layout
      title={`Pinned messages in ${room.own_name}`}
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={`/rooms/${room.id}`} />
          <span class="nav__title">{room.own_name}</span>
        </>
      }
    >
      <section class="panel panel--wide stack">
        <h1 class="dialog__title">Pinned messages</h1>
        <Pins {...pins} />
      </section>
    </Layout>
  )
}

/** A room's pinned messages for the dialog over the room. */
export function PinsFrame(pins: PinsProps) {
  return (
    <turbo-frame id={PINS_FRAME} target="_top">
      <Pins {...pins} />
    </turbo-frame>
  )
}

function Pins({ pins, rendered }: PinsProps) {
  return (
    <>
      <MessageRows label="Pinned messages">
        {pins.map(({ id, pinned_at, pinned_by }) => (
          <MessageRow id={domId("message", id, "pinned")} html={rendered.get(id)?.html ?? ""}>
            <span>
              Pinned by {pinned_by}, <LocalTime at={pinned_at} as="moment" />
            </span>
            <Form action={`/messages/${id}/pin`} method="delete">
              <Button small plain>
                Unpin
              </Button>
            </Form>
          </MessageRow>
        ))}
      </MessageRows>
      <p class="message-rows__none">
        Nothing is pinned here. What everyone should find again, pin from its menu: “Pin to this
        room”.
      </p>
    </>
  )
}
