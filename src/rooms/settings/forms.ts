import { z } from "zod"
import { rowId } from "../../platform/http/form"
import { plainName } from "../../platform/http/plain-name"

const MOST_LETTERS = 100

const Name = z
  .string("Please name the room.")
  .overwrite(plainName)
  .min(1, "Please name the room.")
  .max(MOST_LETTERS, `A room’s name has at most ${MOST_LETTERS} characters.`)
  .default("New room")

const Room = z.object({ name: Name })

/** Unknown ids are ignored, like those of deactivated users. */
const UserIds = z
  .array(z.string())
  .default([])
  .transform((ids) => ids.map(rowId).filter((id) => id !== null))

export const OpenRoomForm = z.object({ room: Room })

export const ClosedRoomForm = z.object({ room: Room, user_ids: UserIds })
