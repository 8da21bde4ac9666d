import { currentAccount, mayCreateRooms } from "../../accounts/account"
import { signStreamName } from "../../platform/cable/cable"
import { cache } from "../../platform/cache/cache"
import { type GzipFragment, gzipFragment, memoryOf } from "../../platform/cache/gzip-fragment"
import type { Micros } from "../../platform/database/database"
import { avatarPath } from "../../users/user"
import { peopleOf } from "../direct/direct-people"
import { DirectPlaceholder } from "../direct/direct-placeholder"
import { directSuggestions } from "../direct/direct-suggestions"
import { ROOMS, sidebarStream } from "../streams"
import { compressRows } from "./row-blocks"
import { sidebarShell } from "./sidebar"
import { DirectRow } from "./sidebar-direct-row"
import { inOrder, isIn, lastMessageAt, type RoomRow, roomsListed } from "./sidebar-rooms"
import { SharedRoomRow } from "./sidebar-row"

const MEGABYTE = 1024 * 1024

type Viewer = { id: number; name: string; role: string; updated_at: Micros }
type SidebarShell = {
  head: GzipFragment
  beforePlaceholders: GzipFragment
  beforeRooms: GzipFragment
  tail: GzipFragment
}

export type SidebarView = {
  user: Viewer
  account: { updated_at: Micros }
  /** When any user last changed their name or picture. */
  people_updated_at: Micros
}

const shells = cache<SidebarShell>("sidebar-shells", {
  budget: 2 * MEGABYTE,
  size: (shell) => memoryOf(Object.values(shell)),
})
const placeholders = cache<GzipFragment>("sidebar-placeholders", {
  budget: 4 * MEGABYTE,
  size: ({ memory }) => memory,
})
const sidebars = cache<GzipFragment[]>("sidebars", {
  budget: 2 * MEGABYTE,
  size: (fragments) => fragments.reduce((sum, { deflated }) => sum + deflated.length + 8, 0),
})

/** The rooms of a sidebar, and a key that changes with all that it shows of them. */
export async function sidebarRooms(user: { id: number }) {
  const rows = await roomsListed({ user_id: user.id })
  return { rows, key: String(Bun.hash(rows.map(keyOfRow).join("\n"))) }
}

/** The sidebar's fragments. Rows are rendered and compressed only when they change. */
export function sidebarFragments(view: SidebarView, { rows, key }: SidebarRooms) {
  const { user, account, people_updated_at } = view
  const shellKey = `${user.id} ${user.updated_at} ${account.updated_at}`
  return sidebars.load(`${shellKey} ${people_updated_at} ${key}`, async () => {
    const shell = await shells.load(shellKey, () => renderShell(user))
    return arranged(view, shell, inOrder(rows))
  })
}

type SidebarRooms = Awaited<ReturnType<typeof sidebarRooms>>

// The name comes last and with its length, so rows stay distinct in the key.
const keyOfRow = (row: RoomRow) =>
  `${row.id} ${row.unread_at !== null} ${lastMessageAt(row)} ${row.name?.length} ${row.name}`

async function arranged(view: SidebarView, around: SidebarShell, rows: RoomRow[]) {
  const directs = rows.filter(isIn("directs"))
  const shared = rows.filter(isIn("rooms"))
  return [
    around.head,
    ...(await directFragments(view, directs)),
    around.beforePlaceholders,
    await cachedPlaceholders(view, directs),
    around.beforeRooms,
    ...(await sharedFragments(shared)),
    around.tail,
  ]
}

async function renderShell(viewer: Viewer): Promise<SidebarShell> {
  const account = await currentAccount()
  const around = sidebarShell({
    viewer: { ...viewer, avatar_path: avatarPath(viewer) },
    mayCreateRooms: account !== undefined && mayCreateRooms(account, viewer),
    streams: [ROOMS, sidebarStream(viewer.id)].map(signStreamName),
  })
  return {
    head: gzipFragment(around.head),
    beforePlaceholders: gzipFragment(around.beforePlaceholders),
    beforeRooms: gzipFragment(around.beforeRooms),
    tail: gzipFragment(around.tail),
  }
}

const sharedFragments = (rows: RoomRow[]) =>
  compressRows(
    rows.map(({ id, name, unread_at }) => {
      const room = { id, name: name ?? "", unread: unread_at !== null }
      return { id, room, key: `${id} ${room.unread} ${room.name.length} ${room.name}` }
    }),
    async () => (row) => String(SharedRoomRow(row)),
  )

function directFragments({ user: viewer, people_updated_at }: SidebarView, directs: RoomRow[]) {
  const rows = directs.map((row) => {
    const room = { id: row.id, at: lastMessageAt(row), unread: row.unread_at !== null }
    return {
      id: row.id,
      room,
      key: `${viewer.id} ${people_updated_at} ${room.id} ${room.at} ${room.unread}`,
    }
  })
  return compressRows(rows, async (missing) => {
    const people = await peopleOf(missing.map(({ id }) => id))
    return ({ room }) => String(DirectRow({ room, people: people.get(room.id) ?? [], viewer }))
  })
}

// The placeholders depend on the members of the direct rooms, which never change.
async function cachedPlaceholders(
  { user: viewer, people_updated_at }: SidebarView,
  directs: RoomRow[],
) {
  const ids = directs.map(({ id }) => id).sort((a, b) => a - b)
  const key = `${viewer.id} ${people_updated_at} ${Bun.hash(ids.join())}`
  return placeholders.load(key, async () => {
    const people = await directSuggestions(viewer)
    return gzipFragment(
      people.map((person) => String(<DirectPlaceholder person={person} />)).join(""),
    )
  })
}
