import { type Fragment, MessageRow, MessageRows } from "../messages/message"
import { Button } from "../platform/ui/button"
import { domId } from "../platform/ui/dom-id"
import { Form } from "../platform/ui/form"
import { GoBack } from "../platform/ui/go-back"
import { LocalTime } from "../platform/ui/local-time"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import type { Saved } from "./list"
import { SavingFrame } from "./saving-frame"

type SavedPageProps = {
  saved: { list: Saved[]; more: number | null }
  rendered: Map<number, Fragment>
  viewer: Viewer
  back: string
}

type SavingPageProps = {
  message: { id: number; room_id: number; client_message_id: string }
  saved: boolean
  viewer: Viewer
}

/** For browsers without scripts, where a form leads to a page. */
export function SavingPage({ message, saved, viewer }: SavingPageProps) {
  return (
    <Layout
      title="Saved message"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={`/rooms/${message.room_id}/@${message.id}`} />
          <h1 class="nav__title">Saved message</h1>
        </>
      }
    >
      <section class="panel stack">
        <p>
          {saved ? "The message is in" : "The message is not in"}{" "}
          <a href="/users/me/saved">your saved messages</a>.
        </p>
        <div class="message-options">
          <SavingFrame
            id={message.id}
            client_message_id={message.client_message_id}
            saved={saved}
          />
        </div>
      </section>
    </Layout>
  )
}

export function SavedPage({ saved: { list, more }, rendered, viewer, back }: SavedPageProps) {
  return (
    <Layout
      title="Saved messages"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={back} />
          <h1 class="nav__title">Saved messages</h1>
        </>
      }
    >
      <section class="panel panel--wide stack">
        <MessageRows label="Saved messages">
          {list.map((saved) => (
            <SavedRow saved={saved} html={rendered.get(saved.id)?.html ?? ""} />
          ))}
        </MessageRows>
        <p class="message-rows__none">
          Nothing is saved. What you want to come back to, save from its menu: “Save for later”.
          Only you see this list.
        </p>
        {more !== null && (
          <a class="btn" href={`/users/me/saved?before=${more}`}>
            Saved earlier
          </a>
        )}
      </section>
    </Layout>
  )
}

function SavedRow({ saved, html }: { saved: Saved; html: string }) {
  return (
    <MessageRow id={domId("message", saved.id, "saved")} html={html}>
      <span>
        Saved <LocalTime at={saved.saved_at} as="moment" />
      </span>
      <Form action={`/messages/${saved.id}/save`} method="delete">
        <Button small plain name="listed" value="1">
          Remove
        </Button>
      </Form>
    </MessageRow>
  )
}
