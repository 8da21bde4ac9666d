import { IconButton } from "../platform/ui/button"
import { SharedLink } from "../platform/ui/shared-link"
import type { Account } from "./table"

type InviteProps = {
  account: Pick<Account, "join_code" | "name">
  /** The public origin, such as `https://chat.example.com`. */
  origin: string
  viewer: { role: string }
}

/** The join link; administrators can renew it. */
export function InviteBlock({ account, origin, viewer }: InviteProps) {
  return (
    <div class="invite">
      <SharedLink
        id="invite_url"
        url={`${origin}/join/${account.join_code}`}
        label="Share to invite more people"
        translate="invite"
        name="join link"
        share={{ title: `Join ${account.name}`, text: `Come and talk with us at ${account.name}.` }}
      >
        {viewer.role === "administrator" && <Renewal />}
      </SharedLink>
    </div>
  )
}

function Renewal() {
  return (
    <form
      action="/account/join_code"
      method="post"
      data-turbo-confirm="Regenerate the join link? The old one stops working at once, wherever it was shared."
    >
      <IconButton icon="renew" label="Regenerate join link" />
    </form>
  )
}
