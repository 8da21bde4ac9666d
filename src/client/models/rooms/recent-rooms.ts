import { Current } from "../../page/current"

const MAX_ROOMS = 50

/** The rooms that were open in this browser, the latest first. */
export function recentRooms(): number[] {
  try {
    const rooms: unknown = JSON.parse(localStorage.getItem(key()) ?? "[]")
    return Array.isArray(rooms) ? rooms.map(Number) : []
  } catch {
    // Whatever is in a broken or forbidden store, it is no list of rooms.
    return []
  }
}

/** Notes each room as it is opened. */
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
    // Without a store, rooms are offered by what happened in them last.
  }
}

const key = () => `recent-rooms:${Current.user.id}`
