import { withStorage } from "../../src/commands/command"
import { BUSY_ROOM, createDemoChat, type DemoRoom } from "../../src/commands/seed/demo-chat"
import { parseConfig } from "../../src/config"
import { transaction } from "../../src/platform/database/database"
import { type Person, signIn } from "./signed-in"

export type SeededRoom = DemoRoom

export type Seed = {
  people: Person[]
  /** The room with the most messages, of every kind. */
  busy: SeededRoom
  /** The room of the `--big` rows. */
  huge: SeededRoom | undefined
  rooms: SeededRoom[]
}

const HUGE = "Since the Beginning"

/** Signs in every user of the seed, for a look at it. */
export const PASSWORD = "ember on ash"

/**
 * Fills a fresh `storage` like a chat that a team has used for some months.
 *
 * @param huge the number of messages in one more room
 */
export const seed = (storage: string, huge = 0): Promise<Seed> =>
  fillStorage(storage, () => fill(huge))

/** The same chat, with the same ids, in the empty PostgreSQL database at `databaseUrl`. */
export const seedPostgres = (storage: string, databaseUrl: string): Promise<Seed> =>
  withStorage(parseConfig({ HEARTH_STORAGE: storage, DATABASE_URL: databaseUrl }), () => fill(0))

/** Makes a fresh SQLite database in `storage` and has `fill` write into it. */
export const fillStorage = <T>(storage: string, fill: () => Promise<T>): Promise<T> =>
  withStorage(parseConfig({ HEARTH_STORAGE: storage }), fill)

async function fill(huge: number): Promise<Seed> {
  const { users, rooms } = await createDemoChat(PASSWORD, huge > 0 ? { [HUGE]: huge } : {})
  const people: Person[] = []
  for (const user of users) people.push(await transaction((trx) => signIn(trx, user)))

  const busy = rooms.find(({ name }) => name === BUSY_ROOM)
  if (!busy) throw new Error(`The seed has no room named ${BUSY_ROOM}`)
  return { people, rooms, busy, huge: rooms.find(({ name }) => name === HUGE) }
}
