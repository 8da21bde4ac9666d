import { type Account, InviteBlock } from "../../accounts/account"

type WelcomeProps = {
  account: Pick<Account, "name" | "join_code">
  origin: string
  viewer: { role: string }
}

/** The invitation at the start of the oldest room, while it has few messages. */
export function Welcome({ account, origin, viewer }: WelcomeProps) {
  return (
    <section id="system_welcome" class="welcome" aria-labelledby="system_welcome_title">
      <h2 id="system_welcome_title" class="welcome__title">
        Welcome to Hearth
      </h2>
      <p>This is where your team talks. Everyone who joins finds this room open.</p>
      <InviteBlock account={account} origin={origin} viewer={viewer} />
    </section>
  )
}
