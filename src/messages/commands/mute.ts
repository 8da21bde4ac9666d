import { involvementReplaced } from "../../rooms/memberships/involvement-button"
import { involve } from "../../rooms/room"
import type { Outcome, Request } from "./command"

/** The room notifies whoever asks for it no more. */
export async function mute({ room }: Pick<Request, "room">): Promise<Outcome> {
  const { involvement } = room.membership
  if (involvement === "nothing" || involvement === "invisible")
    return { notice: `You are not notified about ${room.own_name} as it is.` }
  await involve(room, "nothing")
  return {
    notice: `You won’t be notified about ${room.own_name} any more. The bell at the top brings it back.`,
    streams: involvementReplaced(room, "nothing"),
  }
}
