/**
 * All tables and their rows. Each folder declares its own:
 *
 *     declare module "./schema" {
 *       interface Tables { rooms: RoomTable }
 *     }
 */
export interface Tables {
  /** Kysely's record of executed migrations. */
  kysely_migration: { name: string; timestamp: string }
}

/** Microseconds since the epoch. */
export type Micros = number
