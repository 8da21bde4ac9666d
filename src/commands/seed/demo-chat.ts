import { transaction } from "../../platform/database/database"
import { createOpenRoom } from "../../rooms/room"
import { hashPassword, type User } from "../../users/user"
import { createTeam } from "./people"
import { createRandom } from "./random"
import { fillRoom, sampleBodies } from "./room-history"
import { ROOM_NAMES } from "./words"

export type DemoRoom = { id: number; name: string; messages: number }

/** The first user is the administrator. */
export type DemoChat = { users: User[]; rooms: DemoRoom[] }

/** The room with the most messages. */
export const BUSY_ROOM = "Engineering"

const PEOPLE = 40
const [MANY, SOME] = [5000, 200]

/**
 * Fills an empty database with a chat that a team has used for some months.
 *
 * @param password of every user
 * @param more rooms to create besides, by name, with their number of messages
 * @throws {AccountExists}
 */
export async function createDemoChat(
  password: string,
  more: Record<string, number> = {},
): Promise<DemoChat> {
  const digest = await hashPassword(password)
  const users = await transaction((trx) => createTeam(trx, PEOPLE, digest))
  const [administrator] = users
  if (!administrator) throw new Error("A demo chat needs users")

  const random = createRandom(7)
  const content = { people: users, sampleBodies: sampleBodies(random), random }
  const sizes = ROOM_NAMES.map((name) => [name, name === BUSY_ROOM ? MANY : SOME] as const)

  const rooms: DemoRoom[] = []
  for (const [name, messages] of [...sizes, ...Object.entries(more)]) {
    const { id } = await transaction((trx) => createOpenRoom(trx, administrator, name))
    await fillRoom({ ...content, room: { id }, count: messages })
    rooms.push({ id, name, messages })
  }
  return { users, rooms }
}
