import { transaction } from "../../src/platform/database/database"
import { createOpenRoom } from "../../src/rooms/room"
import { hashPassword } from "../../src/users/user"
import { chance } from "./chance"
import { converse, sayings } from "./conversation"
import { fillStorage } from "./fill-storage"
import { invite, type Person, signIn } from "./people"
import { ROOM_NAMES } from "./words"

export type SeededRoom = { id: number; name: string; messages: number }

export type Seed = {
  people: Person[]
  /** Where most is said, messages of every kind. */
  busy: SeededRoom
  /** Of two million messages or however many were asked for. */
  huge: SeededRoom | undefined
  rooms: SeededRoom[]
}

const PEOPLE = 40
const BUSY = "Engineering"
const HUGE = "Since the Beginning"
const [MANY, SOME] = [5000, 200]

/** Lets whoever wants to look at the seed in as any of its people. */
export const PASSWORD = "ember on ash"

/**
 * Fills a fresh `storage` like a chat that a team has used for some months.
 *
 * @param huge how many messages to say in one more room
 */
export const seed = (storage: string, huge = 0): Promise<Seed> =>
  fillStorage(storage, () => fill(huge))

async function fill(huge: number): Promise<Seed> {
  const digest = await hashPassword(PASSWORD)
  const users = await transaction((trx) => invite(trx, PEOPLE, digest))
  const [founder] = users
  if (!founder) throw new Error("A seed needs people")

  const luck = chance(7)
  const talk = { people: users, sayings: sayings(luck), chance: luck }
  const sizes = new Map(ROOM_NAMES.map((name) => [name, name === BUSY ? MANY : SOME]))
  if (huge > 0) sizes.set(HUGE, huge)

  const rooms: SeededRoom[] = []
  for (const [name, count] of sizes) {
    const room = await transaction((trx) => createOpenRoom(trx, founder, name))
    await converse({ ...talk, room, count })
    rooms.push({ id: room.id, name, messages: count })
  }

  const people: Person[] = []
  for (const user of users) people.push(await transaction((trx) => signIn(trx, user)))
  return { people, rooms, busy: named(rooms, BUSY), huge: rooms.find(({ name }) => name === HUGE) }
}

function named(rooms: SeededRoom[], name: string) {
  const room = rooms.find((one) => one.name === name)
  if (!room) throw new Error(`The seed has no room named ${name}`)
  return room
}
