import { withStorage } from "../../src/commands/command"
import { nameOf } from "../../src/commands/seed/people"
import { parseConfig } from "../../src/config"
import { transaction } from "../../src/platform/database/database"
import { joinOpenRooms } from "../../src/rooms/room"
import { createUser } from "../../src/users/user"
import { type Person, signIn } from "./signed-in"

/**
 * Adds `count` people to the seed in `storage`, who become members of all open rooms.
 *
 * @param first the number of people that the seed has
 */
export const addPeople = (storage: string, first: number, count: number): Promise<Person[]> =>
  withStorage(parseConfig({ HEARTH_STORAGE: storage }), () =>
    transaction(async (trx) => {
      const people: Person[] = []
      for (let index = first; index < first + count; index++) {
        const user = await createUser(trx, {
          name: nameOf(index),
          email_address: `person-${index}@example.com`,
          password_digest: null,
          role: "member",
        })
        await joinOpenRooms(trx, user)
        people.push(await signIn(trx, user))
      }
      return people
    }),
  )
