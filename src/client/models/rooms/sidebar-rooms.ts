export type Direction = "previous" | "next"

/** The row of the sidebar before or after a room's that matches; past the end it begins anew. */
export function adjacentRoom(room: number | null, direction: Direction, selector: string) {
  const rows = [...document.querySelectorAll<HTMLElement>("#user_sidebar a[data-room-id]")]
  const here = rows.findIndex(({ dataset }) => Number(dataset.roomId) === room)
  const others = here === -1 ? rows : [...rows.slice(here + 1), ...rows.slice(0, here)]
  if (direction === "previous") others.reverse()
  return others.find((row) => row.matches(selector))
}
