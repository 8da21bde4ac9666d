import type { Micros } from "../platform/database/database"

let latest: Micros = 0

/**
 * Remembers when anybody here last changed. Each request has just read it from the database, so
 * what it draws of people is kept by this time, without asking again for each of them.
 */
export function setProfilesVersion(updated_at: Micros) {
  latest = Math.max(latest, updated_at)
}

/** As of when this process knows all people; what it reads from now on is no older. */
export const profilesVersion = () => latest
