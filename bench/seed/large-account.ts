import { createAccount } from "../../src/accounts/account"
import { nameOf } from "../../src/commands/seed/people"
import { createRandom } from "../../src/commands/seed/random"
import { fillRooms, sampleBodies } from "../../src/commands/seed/room-history"
import { WORDS } from "../../src/commands/seed/words"
import {
  type Micros,
  minutes,
  now,
  type Trx,
  transaction,
} from "../../src/platform/database/database"
import { createClosedRoom, createOpenRoom } from "../../src/rooms/room"
import { hashPassword, type User } from "../../src/users/user"
import { fillStorage, PASSWORD, type Seed, type SeededRoom } from "./seed"
import { type Person, signIn } from "./signed-in"

export type LargeSeed = Seed & {
  /** The room with five members. */
  small: SeededRoom
  membersOfSmall: Person[]
}

const PEOPLE = 5000
const SIGNED_IN = 200
/** Administrators, each a member of ROOMS rooms. */
const BUSY_PEOPLE = 16
const [ROOMS, DIRECTS] = [200, 40]
const SMALL = 5
/** One in five rooms is unread. */
const UNREAD = 5
const [MESSAGES_IN_ROOM, MESSAGES_IN_DIRECT] = [20, 4]

type SeedRoom = { id: number; name: string | null; people: User[]; count: number }

/** Fills a fresh `storage` like the chat of a company. Everyone is a member of the busy room. */
export const seedLargeAccount = (storage: string): Promise<LargeSeed> => fillStorage(storage, fill)

async function fill(): Promise<LargeSeed> {
  const digest = await hashPassword(PASSWORD)
  const { users, busyRoom, small, others } = await transaction((trx) => createRooms(trx, digest))

  const random = createRandom(7)
  const content = { sampleBodies: sampleBodies(random), random }
  const rooms = [busyRoom, small, ...others]
  await fillRooms(rooms.map((room) => ({ ...room, ...content, room })))

  const people: Person[] = []
  await transaction(async (trx) => {
    await markSomeUnread(trx)
    for (const user of users.slice(0, SIGNED_IN)) people.push(await signIn(trx, user))
  })
  const [busy, smallRoom] = [seeded(busyRoom), seeded(small)]
  const membersOfSmall = people.slice(BUSY_PEOPLE, BUSY_PEOPLE + SMALL)
  return {
    people,
    busy,
    small: smallRoom,
    membersOfSmall,
    rooms: [busy, smallRoom],
    huge: undefined,
  }
}

async function createRooms(trx: Trx, digest: string) {
  await createAccount(trx, "Ember & Ash")
  const users = await createUsers(trx, digest)
  const busyPeople = users.slice(0, BUSY_PEOPLE)
  const smallTeam = users.slice(BUSY_PEOPLE, BUSY_PEOPLE + SMALL)
  const colleagues = users.slice(BUSY_PEOPLE, BUSY_PEOPLE + DIRECTS)
  const [creator, smallTeamCreator] = [busyPeople[0], smallTeam[0]]
  if (!creator || !smallTeamCreator) throw new Error("A seed needs users")

  const busyRoom = await createOpenRoom(trx, creator, "Everybody")
  const small = await createClosedRoom(trx, smallTeamCreator, "Five", ids(smallTeam))
  const others: SeedRoom[] = []
  for (const word of WORDS.slice(0, ROOMS - DIRECTS - 1)) {
    const room = await createClosedRoom(trx, creator, word, ids(busyPeople))
    others.push({ ...room, people: busyPeople, count: MESSAGES_IN_ROOM })
  }
  for (const person of busyPeople) others.push(...(await createDirects(trx, person, colleagues)))
  return {
    users,
    busyRoom: { ...busyRoom, people: users, count: MESSAGES_IN_ROOM },
    small: { ...small, people: smallTeam, count: MESSAGES_IN_ROOM },
    others,
  }
}

async function createUsers(trx: Trx, password_digest: string) {
  const time = now()
  const users: User[] = []
  for (let start = 0; start < PEOPLE; start += PER_STATEMENT) {
    const created = await trx
      .insertInto("users")
      .values(
        Array.from({ length: Math.min(PER_STATEMENT, PEOPLE - start) }, (_, index) => ({
          name: nameOf(start + index),
          email_address: `person-${start + index}@example.com`,
          password_digest,
          role: start + index < BUSY_PEOPLE ? ("administrator" as const) : ("member" as const),
          created_at: time,
          updated_at: time,
        })),
      )
      .returningAll()
      .execute()
    users.push(...created)
  }
  return users
}

/** Creates a direct room of `person` with each of the others. */
async function createDirects(trx: Trx, person: User, others: User[]): Promise<SeedRoom[]> {
  const time = now()
  const times = { created_at: time, updated_at: time }
  const rooms: SeedRoom[] = []
  for (const other of others) {
    const room = await trx
      .insertInto("rooms")
      .values({
        ...times,
        type: "direct",
        creator_id: person.id,
        direct_key: `${person.id},${other.id}`,
      })
      .returning(["id", "name"])
      .executeTakeFirstOrThrow()
    const people = [person, other]
    await trx
      .insertInto("memberships")
      .values(
        people.map(({ id }) => ({
          ...times,
          room_id: room.id,
          user_id: id,
          involvement: "everything" as const,
        })),
      )
      .execute()
    rooms.push({ ...room, people, count: MESSAGES_IN_DIRECT })
  }
  return rooms
}

function markSomeUnread(trx: Trx) {
  const unread_at: Micros = now() - minutes(5)
  return trx
    .updateTable("memberships")
    .set({ unread_at })
    .where(({ eb }) => eb(eb("room_id", "%", UNREAD), "=", 0))
    .execute()
}

const seeded = ({ id, name, count }: SeedRoom): SeededRoom => ({
  id,
  name: name ?? "",
  messages: count,
})

const ids = (users: User[]) => users.map(({ id }) => id)

const PER_STATEMENT = 500
