import { Database } from "bun:sqlite"
import type { StoredMessage } from "./growing-page"

const PAGE = 40
const RESULTS = 100

/** The database's content, read straight from the file: the reference that responses are checked against. */
export class StoredContent {
  readonly #sqlite: Database

  constructor(storage: string) {
    this.#sqlite = new Database(`${storage}/db/hearth.sqlite3`, { readonly: true })
  }

  /** Message ids of a room's newest page, oldest first. */
  newestIds(room: { id: number }): number[] {
    return this.idsBefore(room, Number.MAX_SAFE_INTEGER)
  }

  /** Message ids of the page before `id`, oldest first. In the seed, id order is time order. */
  idsBefore(room: { id: number }, id: number): number[] {
    return this.#sqlite
      .query<{ id: number }, [number, number, number]>(
        "select id from messages where room_id = ? and id < ? order by id desc limit ?",
      )
      .all(room.id, id, PAGE)
      .map((row) => row.id)
      .reverse()
  }

  /** Ids of `count` messages spread over the room, each with a whole page before it. */
  spreadIds(room: { id: number }, count: number): number[] {
    const ids = this.#sqlite
      .query<{ first: number; last: number }, [number]>(
        "select min(id) as first, max(id) as last from messages where room_id = ?",
      )
      .get(room.id)
    const { first, last } = ids ?? { first: 0, last: 0 }
    const step = (last - first - PAGE) / count
    return Array.from({ length: count }, (_, index) => first + PAGE + Math.floor(index * step))
  }

  /**
   * Ids of the hundred search results for `word`, for a member of every room. The seed fills rooms
   * one after the other, so across rooms the highest ids are not the latest times.
   */
  searchIds(word: string): number[] {
    return this.#sqlite
      .query<{ id: number }, [string, number]>(
        `select id from messages where id in
           (select rowid from search_entries where search_entries match ? order by rowid desc limit ?)
         order by created_at, id`,
      )
      .all(`"${word}"`, RESULTS)
      .map((row) => row.id)
  }

  /** A room's messages from `first` on, by id. */
  messagesSince(room: { id: number }, first: number): StoredMessage[] {
    return this.#sqlite
      .query<StoredMessage, [number, number]>(
        "select id, created_at from messages where room_id = ? and id >= ? order by id",
      )
      .all(room.id, first)
  }

  /** The messages that match `word`, from `first` on, by id. */
  matchesSince(word: string, first: number): StoredMessage[] {
    return this.#sqlite
      .query<StoredMessage, [number, string]>(
        `select id, created_at from messages where id >= ? and id in
           (select rowid from search_entries where search_entries match ?)
         order by id`,
      )
      .all(first, `"${word}"`)
  }

  /** Counts a room's messages and their search entries. */
  countMessages(room: { id: number }) {
    const counts = this.#sqlite
      .query<{ messages: number; entries: number }, [number]>(
        `select count(*) as messages, count(search_entries.rowid) as entries
         from messages left join search_entries on search_entries.rowid = messages.id
         where room_id = ?`,
      )
      .get(room.id)
    return counts ?? { messages: 0, entries: 0 }
  }

  /** Room ids of a user's sidebar: direct messages by their latest message, then rooms by name. */
  sidebarRoomIds(user: { id: number }): number[] {
    return this.#sqlite
      .query<{ id: number }, [number]>(
        `select id from rooms
         where id in (select room_id from memberships where user_id = ? and involvement <> 'invisible')
         order by case type when 'direct' then
             -coalesce((select max(created_at) from messages where room_id = rooms.id), created_at)
           else 0 end,
           lower(name)`,
      )
      .all(user.id)
      .map(({ id }) => id)
  }

  /** The first `count` user ids of the account page: administrators first, then by name. */
  userIds(count: number): number[] {
    return this.#sqlite
      .query<{ id: number }, [number]>(
        "select id from users order by role <> 'administrator', lower(name), id limit ?",
      )
      .all(count)
      .map(({ id }) => id)
  }

  close() {
    this.#sqlite.close()
  }
}
