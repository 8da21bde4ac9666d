import type { Migration } from "kysely"
import type { Dialect } from "../store"
import { firstLight } from "./0001-first-light"
import { roomsAndPeople } from "./0002-rooms-and-people"
import { messagesInFull } from "./0003-messages-in-full"
import { threadsAreRooms } from "./0004-threads-are-rooms"
import { presence } from "./0005-presence"
import { searchTokens } from "./0006-search-tokens"

/** In the order of their names. Never change a released migration. */
export const migrations = (dialect: Dialect): Record<string, Migration> => ({
  "0001-first-light": firstLight(dialect),
  "0002-rooms-and-people": roomsAndPeople(dialect),
  "0003-messages-in-full": messagesInFull(dialect),
  "0004-threads-are-rooms": threadsAreRooms(dialect),
  "0005-presence": presence(dialect),
  "0006-search-tokens": searchTokens(dialect),
})
