import type { ProfileSlot } from "../users/user"
import { TransferOffer } from "./transfers/transfer-block"

export const ownTransferSlot: ProfileSlot = ({ user, viewer }) => (
  <section class="panel stack" aria-labelledby="transfer_heading">
    <h2 id="transfer_heading">Sign in on another device</h2>
    <TransferOffer person={user} viewer={viewer} />
  </section>
)

/** Lets administrators create a sign-in link for a user who is locked out. */
export const transferSlot: ProfileSlot = ({ user, viewer }) =>
  viewer.role === "administrator" && user.role !== "bot" ? (
    <TransferOffer person={user} viewer={viewer} />
  ) : null

/** Loads the list when it scrolls into view; without scripts it is a link. */
export const devicesSlot: ProfileSlot = () => (
  <section class="panel stack" aria-labelledby="devices_heading">
    <h2 id="devices_heading">Your devices</h2>
    <turbo-frame id="sessions" src="/users/me/sessions" loading="lazy">
      <a href="/users/me/sessions">Where you are signed in</a>
    </turbo-frame>
  </section>
)
