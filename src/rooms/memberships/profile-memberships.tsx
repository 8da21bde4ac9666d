import type { ProfileSlot } from "../../users/profile/slots"
import { InvolvementButton } from "./involvement-button"
import { type ListedMembership, membershipsOf } from "./memberships-of"

/** All rooms of somebody, with how much of each they hear: hidden ones too, for this is the way back. */
export const membershipsSlot: ProfileSlot = async ({ user }) => {
  const memberships = await membershipsOf(user)
  if (memberships.length === 0) return null
  const shared = memberships.filter(({ room }) => room.type !== "direct")
  const pings = memberships.filter(({ room }) => room.type === "direct")
  return (
    <section class="panel stack" aria-labelledby="memberships">
      <h2 id="memberships">Your rooms</h2>
      <div class="people">
        {shared.map((membership) => (
          <MembershipRow {...membership} />
        ))}
        {shared.length > 0 && pings.length > 0 && <hr class="separator full-width" />}
        {pings.map((membership) => (
          <MembershipRow {...membership} />
        ))}
      </div>
    </section>
  )
}

function MembershipRow({ room, involvement }: ListedMembership) {
  return (
    <div class={involvement === "invisible" ? "membership-item invisible" : "membership-item"}>
      <a class="membership-item__person" href={`/rooms/${room.id}`}>
        <span id={`name_room_${room.id}`} class="membership-item__name">
          {room.own_name}
        </span>
      </a>
      <InvolvementButton room={room} involvement={involvement} />
    </div>
  )
}
