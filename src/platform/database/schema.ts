/**
 * Every table and its row. Each noun adds its own beside its code:
 *
 *     declare module "./schema" {
 *       interface Tables { rooms: RoomTable }
 *     }
 */
export interface Tables {
  /** Kysely's own record of what has run. */
  kysely_migration: { name: string; timestamp: string }
}

/** Microseconds since the epoch. */
export type Micros = number
