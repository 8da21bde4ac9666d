import type { Context } from "hono"
import { currentAccount } from "../../accounts/account"
import { signStreamName } from "../../platform/cable/cable"
import { ByteCache } from "../../platform/cache/byte-cache"
import { concat, type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import { exactMillis } from "../../platform/database/database"
import { takeFlash } from "../../platform/http/flash-cookie"
import { respondWithFragments } from "../../platform/http/respond"
import {
  isOldestRoom,
  loadRoomSlots,
  messagesStream,
  type RoomEnv,
  roomPageShell,
  Welcome,
} from "../../rooms/room"
import { Composer } from "../composer/composer"
import { VersionsDialog } from "../edits/versions-page"
import type { Message } from "../table"
import { ThreadPlace } from "../thread-place"
import { PendingMessage } from "../view/message-item"
import { GzipFragmentCache } from "./gzip-fragment-cache"
import { messageListFragment } from "./list"
import { fitsOnPage, type Listed } from "./pages"

const MEGABYTE = 1024 * 1024

export type View = {
  /** Which messages these are, such as `newest` or `around 7`. */
  name: string
  list: () => Promise<Listed[]>
  /** The answer that somebody looks for, and what it answers: its thread opens beside the room. */
  thread?: { root: Message; answer: Message }
}

type Sections = Awaited<ReturnType<typeof loadRoomSlots>>
type PageShell = { before: GzipFragment; between: string; after: GzipFragment }

const pageShells = new ByteCache<PageShell>(6 * MEGABYTE)
const messageLists = new GzipFragmentCache(6 * MEGABYTE)

/** The room's page with the messages of `view`. */
export async function respondWithRoomPage(c: Context<RoomEnv>, view: View) {
  const { room } = c.var
  const flash = takeFlash(c)
  const sections = await loadRoomSlots(room)
  const frame = `${shellKey(c, view)} ${sections.key}`
  const draw = () => renderShell(c, view, sections, flash)
  const around = flash ? draw() : cachedShell(frame, draw)
  const oldest = await isOldestRoom(room)
  const middle = messageListKey(c, view, oldest)
  return respondWithFragments(
    c,
    [
      around.before,
      await messageLists.get(middle, () => renderMessageList(c, view, oldest, around)),
      around.after,
    ],
    {
      key: flash ? crypto.randomUUID() : `${frame}\n${middle}`,
      until: flash ? 0 : c.var.freshUntil,
    },
  )
}

/** Everything that the page shows of the viewer and of the room's own row. */
function shellKey(c: Context<RoomEnv>, { thread }: View) {
  const { user, account, room } = c.var
  const viewer = `${user.id} ${user.updated_at} ${account.updated_at}`
  const beside = thread ? `${thread.root.id} ${thread.answer.id}` : ""
  return `${viewer} ${room.id} ${room.type} ${room.membership.involvement} ${beside} ${room.own_name} ${room.topic}`
}

/**
 * Whatever happens in the room touches it, and people's own changes have a time of their own. How
 * the oldest room welcomes depends on the account as well, and on who may change the join link.
 */
function messageListKey(c: Context<RoomEnv>, { name }: View, oldest: boolean) {
  const { account, people_updated_at, user, room } = c.var
  const welcome = oldest ? `${account.updated_at} ${user.role}` : ""
  return `${room.id} ${name} ${room.updated_at} ${people_updated_at} ${c.env.origin} ${welcome} ${room.display_name}`
}

function cachedShell(key: string, draw: () => PageShell): PageShell {
  const known = pageShells.get(key)
  if (known) return known
  const around = draw()
  const { before, between, after } = around
  pageShells.set(key, around, 3 * (before.html.length + between.length + after.html.length))
  return around
}

function renderShell(
  c: Context<RoomEnv>,
  { thread }: View,
  sections: Sections,
  flash?: ReturnType<typeof takeFlash>,
): PageShell {
  const { user, room } = c.var
  const { before, between, after } = roomPageShell({
    room: { ...room, involvement: room.membership.involvement },
    viewer: user,
    flash,
    stream: signStreamName(messagesStream(room)),
    pending: <PendingMessage author={user} />,
    composer: <Composer room={room} />,
    navSections: sections.nav(),
    dialogs: [<VersionsDialog />, ...sections.dialogs()],
    beside: <ThreadPlace at={thread} />,
    sought: thread?.root.id,
  })
  return { before: gzipFragment(before), between, after: gzipFragment(after) }
}

async function renderMessageList(
  c: Context<RoomEnv>,
  view: View,
  oldest: boolean,
  { between }: PageShell,
) {
  const { room } = c.var
  const welcome = oldest ? await renderWelcome(c) : ""
  const start = gzipFragment(`${exactMillis(room.updated_at)}${between}${welcome}`)
  return concat([start, await messageListFragment(room, await view.list(), c.env.origin)])
}

async function renderWelcome(c: Context<RoomEnv>) {
  const account = await currentAccount()
  if (!account || !(await fitsOnPage(c.var.room))) return ""
  return String(<Welcome account={account} origin={c.env.origin} viewer={c.var.user} />)
}
