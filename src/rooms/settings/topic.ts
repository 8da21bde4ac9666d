import { broadcast } from "../../platform/cable/cable"
import { afterCommit, transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import { topicReplaced } from "../page/row-streams"
import { messagesStream } from "../streams"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { mayChangeRoom, roomType } from "../types/registry"

const LONGEST_TOPIC = 200

/**
 * Sets the room's topic and broadcasts it.
 *
 * @param topic one line; blank removes the topic
 * @throws {ValidationError} when it is too long, in direct rooms, and without the right to change the room
 * @throws {RoomGone}
 */
export async function changeTopic(
  room: Pick<Room, "id" | "type" | "creator_id">,
  person: Pick<User, "id" | "role">,
  topic: string,
) {
  const { cannotSetTopic } = roomType(room.type).texts
  if (cannotSetTopic !== null) throw new ValidationError(cannotSetTopic)
  if (!mayChangeRoom(person, room))
    throw new ValidationError("Only administrators and the room’s creator can change its topic.")
  if (topic.length > LONGEST_TOPIC)
    throw new ValidationError(
      `A topic has at most ${LONGEST_TOPIC} characters, and this one has ${topic.length}. Shorten it.`,
    )
  await transaction(async (trx) => {
    await touchRoom(trx, room)
    const shown = topic === "" ? null : topic
    await trx.updateTable("rooms").set({ topic: shown }).where("id", "=", room.id).execute()
    afterCommit(trx, () =>
      broadcast(messagesStream(room), topicReplaced({ id: room.id, topic: shown })),
    )
  })
}
