import { Current } from "../../page/current"

const MAX_ROOMS = 50

/** Ids of the rooms opened in this browser, the latest first. */
export function recentRooms(): number[] {
  try {
    const rooms: unknown = JSON.parse(localStorage.getItem(key()) ?? "[]")
    return Array.isArray(rooms) ? rooms.map(Number) : []
  } catch {
    // Local storage is blocked, or holds something else.
    return []
  }
}

/** Records each room as it is opened. */
export function recordVisits() {
  recordVisit()
  document.addEventListener("turbo:load", recordVisit)
}

function recordVisit() {
  const { id } = Current.room
  if (id === null) return
  const rooms = [id, ...recentRooms().filter((room) => room !== id)].slice(0, MAX_ROOMS)
  try {
    localStorage.setItem(key(), JSON.stringify(rooms))
  } catch {
    // Local storage is blocked: the switcher then sorts rooms by their last activity.
  }
}

const key = () => `recent-rooms:${Current.user.id}`
