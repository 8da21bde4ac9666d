import type { Child } from "hono/jsx"
import { compileTemplate } from "../../platform/cache/compile-template"
import { domId } from "../../platform/ui/dom-id"
import type { ProfileSlot } from "../../users/user"
import { isIn } from "../sidebar/sidebar-rooms"
import { ROOM_LISTS } from "../types/room-type"
import { InvolvementButton } from "./involvement-button"
import { type ListedMembership, membershipsOf } from "./memberships-of"

/** All rooms of a user with their involvement, including hidden ones, which can be shown again here. */
export const membershipsSlot: ProfileSlot = async ({ user }) => {
  const memberships = await membershipsOf(user)
  if (memberships.length === 0) return null
  const lists = ROOM_LISTS.map((list) => memberships.filter(({ room }) => isIn(list)(room)))
  return (
    <section class="panel stack" aria-labelledby="memberships">
      <h2 id="memberships">Your rooms</h2>
      <div class="people">
        {lists
          .filter((list) => list.length > 0)
          .map((list, index) => (
            <>
              {index > 0 && <hr class="separator full-width" />}
              {list.map(MembershipRow)}
            </>
          ))}
      </div>
    </section>
  )
}

const MembershipRow = ({ room, involvement }: ListedMembership) =>
  Row({
    id: room.id,
    name: room.own_name,
    invisible: involvement === "invisible",
    button: InvolvementButton({ room, involvement }),
  })

type RowProps = { id: number; name: string; invisible: boolean; button: Child }

const Row = compileTemplate<RowProps>(({ id, name, invisible, button }) => (
  <div class={invisible ? "membership-item invisible" : "membership-item"}>
    <a class="membership-item__person" href={`/rooms/${id}`}>
      <span id={domId("room", id, "name")} class="membership-item__name">
        {name}
      </span>
    </a>
    {button}
  </div>
))
