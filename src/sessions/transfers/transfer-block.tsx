import { Button } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"
import { SharedLink } from "../../platform/ui/shared-link"

type Props = { person: { id: number; name: string }; viewer: { id: number } }

const FRAME = "session_transfer"

/** The form that creates a sign-in link for `person`. */
export function TransferOffer({ person, viewer }: Props) {
  const own = person.id === viewer.id
  return (
    <turbo-frame id={FRAME}>
      <form class="transfer" action="/session/transfers" method="post">
        <input type="hidden" name="user_id" value={String(person.id)} />
        {!own && <Icon name="crown" />}
        <p>
          {own
            ? "Sign in on another device without typing your password."
            : `Is ${person.name} locked out? A link lets them in again.`}
        </p>
        <Button>Make a sign-in link</Button>
      </form>
    </turbo-frame>
  )
}

/** Replaces the form with the link. */
export function TransferLink({ person, viewer, url }: Props & { url: string }) {
  const own = person.id === viewer.id
  return (
    <turbo-frame id={FRAME}>
      <div class="transfer" role="status">
        {!own && <Icon name="crown" />}
        <SharedLink
          id="session_transfer_url"
          url={url}
          label={
            own
              ? "Use this link to login automatically on another device"
              : "Share to get them back into their account"
          }
          name="auto-login link"
          code="auto-login QR code"
          share={{
            title: "Your sign-in link",
            text: "This link is private: whoever opens it is signed in as you. It works once.",
          }}
          secret
        />
        <p>
          It works once, within 4 hours, and lets whoever opens it in as {own ? "you" : person.name}
          : keep it private.
        </p>
      </div>
    </turbo-frame>
  )
}
