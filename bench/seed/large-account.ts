import { createAccount } from "../../src/accounts/account"
import { nameOf } from "../../src/commands/seed/people"
import { chance } from "../../src/commands/seed/random"
import { converseEverywhere, sayings } from "../../src/commands/seed/room-history"
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
  /** Where only five are. */
  small: SeededRoom
  membersOfSmall: Person[]
}

const PEOPLE = 5000
const SIGNED_IN = 200
/** So many are administrators, each in as many rooms as anybody. */
const BUSY_PEOPLE = 16
const [ROOMS, PINGS] = [200, 40]
const SMALL = 5
/** One in so many of the rooms is unread. */
const UNREAD = 5
const [SAID_IN_ROOMS, SAID_IN_PINGS] = [20, 4]

type Place = { id: number; name: string | null; people: User[]; count: number }

/** Fills a fresh `storage` like the chat of a company; the busy room is everybody's. */
export const seedLargeAccount = (storage: string): Promise<LargeSeed> => fillStorage(storage, fill)

async function fill(): Promise<LargeSeed> {
  const digest = await hashPassword(PASSWORD)
  const { users, everybodys, small, others } = await transaction((trx) => furnish(trx, digest))

  const luck = chance(7)
  const talk = { sayings: sayings(luck), chance: luck }
  const places = [everybodys, small, ...others]
  await converseEverywhere(places.map((room) => ({ ...room, ...talk, room })))

  const people: Person[] = []
  await transaction(async (trx) => {
    await leaveUnread(trx)
    for (const user of users.slice(0, SIGNED_IN)) people.push(await signIn(trx, user))
  })
  const [busy, few] = [seeded(everybodys), seeded(small)]
  const membersOfSmall = people.slice(BUSY_PEOPLE, BUSY_PEOPLE + SMALL)
  return { people, busy, small: few, membersOfSmall, rooms: [busy, few], huge: undefined }
}

async function furnish(trx: Trx, digest: string) {
  await createAccount(trx, "Ember & Ash")
  const users = await hire(trx, digest)
  const busyPeople = users.slice(0, BUSY_PEOPLE)
  const fellows = users.slice(BUSY_PEOPLE, BUSY_PEOPLE + SMALL)
  const colleagues = users.slice(BUSY_PEOPLE, BUSY_PEOPLE + PINGS)
  const [founder, fellow] = [busyPeople[0], fellows[0]]
  if (!founder || !fellow) throw new Error("A seed needs people")

  const everybodys = await createOpenRoom(trx, founder, "Everybody")
  const small = await createClosedRoom(trx, fellow, "Five", ids(fellows))
  const others: Place[] = []
  for (const word of WORDS.slice(0, ROOMS - PINGS - 1)) {
    const room = await createClosedRoom(trx, founder, word, ids(busyPeople))
    others.push({ ...room, people: busyPeople, count: SAID_IN_ROOMS })
  }
  for (const person of busyPeople) others.push(...(await ping(trx, person, colleagues)))
  return {
    users,
    everybodys: { ...everybodys, people: users, count: SAID_IN_ROOMS },
    small: { ...small, people: fellows, count: SAID_IN_ROOMS },
    others,
  }
}

async function hire(trx: Trx, password_digest: string) {
  const time = now()
  const users: User[] = []
  for (let start = 0; start < PEOPLE; start += A_STATEMENT) {
    const hired = await trx
      .insertInto("users")
      .values(
        Array.from({ length: Math.min(A_STATEMENT, PEOPLE - start) }, (_, index) => ({
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
    users.push(...hired)
  }
  return users
}

/** A talk of `person` with each of the others. */
async function ping(trx: Trx, person: User, others: User[]): Promise<Place[]> {
  const time = now()
  const times = { created_at: time, updated_at: time }
  const places: Place[] = []
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
    places.push({ ...room, people, count: SAID_IN_PINGS })
  }
  return places
}

function leaveUnread(trx: Trx) {
  const unread_at: Micros = now() - minutes(5)
  return trx
    .updateTable("memberships")
    .set({ unread_at })
    .where(({ eb }) => eb(eb("room_id", "%", UNREAD), "=", 0))
    .execute()
}

const seeded = ({ id, name, count }: Place): SeededRoom => ({
  id,
  name: name ?? "",
  messages: count,
})

const ids = (users: User[]) => users.map(({ id }) => id)

const A_STATEMENT = 500
