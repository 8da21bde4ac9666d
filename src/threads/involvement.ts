import type { Message } from "../messages/message"
import { database, now, transaction } from "../platform/database/database"
import { ValidationError } from "../platform/http/errors"
import type { RoomType } from "../rooms/room"
import { holdRoot } from "./reach"
import { tell } from "./reading"
import type { ThreadInvolvement } from "./table"

/**
 * How much of the thread somebody hears. Who has chosen nothing hears what is answered to them, and
 * all that is said in a ping, from the first answer on.
 */
export async function involvementIn(
  room: { type: RoomType },
  root: Pick<Message, "id" | "creator_id">,
  person: { id: number },
): Promise<ThreadInvolvement> {
  const place = await database()
    .selectFrom("thread_memberships")
    .select("involvement")
    .where("message_id", "=", root.id)
    .where("user_id", "=", person.id)
    .executeTakeFirst()
  if (place) return place.involvement
  return root.creator_id === person.id || room.type === "direct" ? "everything" : "nothing"
}

/**
 * The person wants to hear of new answers, or of none.
 *
 * @param wish as it came from outside
 * @throws {ValidationError} when it is neither
 */
export async function involveInThread(
  root: Pick<Message, "id">,
  person: { id: number },
  wish: string | undefined,
) {
  const involvement = (["everything", "nothing"] as const).find((each) => each === wish)
  if (!involvement)
    throw new ValidationError("That is no way to be notified about this thread.", "involvement")

  const time = now()
  await transaction(async (trx) => {
    if (!(await holdRoot(trx, root))) return
    await trx
      .insertInto("thread_memberships")
      .values({
        message_id: root.id,
        user_id: person.id,
        involvement,
        created_at: time,
        updated_at: time,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["message_id", "user_id"])
          .doUpdateSet({ involvement, unread_at: null, updated_at: time }),
      )
      .execute()
  })
  tell([{ user_id: person.id }], root.id, false)
}
