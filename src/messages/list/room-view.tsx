import type { Context } from "hono"
import { currentAccount } from "../../accounts/account"
import { signStreamName } from "../../platform/cable/cable"
import { cache, textSize } from "../../platform/cache/cache"
import { type GzipFragment, gzipFragment, memoryOf } from "../../platform/cache/gzip-fragment"
import { exactMillis } from "../../platform/database/database"
import { takeFlash } from "../../platform/http/flash-cookie"
import { respondWithFragments } from "../../platform/http/respond"
import {
  loadRoomSlots,
  messagesStream,
  type RoomEnv,
  roomPageShell,
  Welcome,
} from "../../rooms/room"
import { Composer } from "../composer/composer"
import { VersionsDialog } from "../edits/versions-page"
import { MessageMenu } from "../menu/message-menu"
import type { Message } from "../table"
import { ThreadPlace } from "../thread-place"
import { PendingMessage } from "../view/pending-message"
import { compressRun, messageLists, renderMessageList } from "./list"
import { fitsOnPage, type Listed } from "./pages"

const MEGABYTE = 1024 * 1024

export type View = {
  /** The name of this list in cache keys, such as `newest` or `around 7`. */
  name: string
  list: () => Promise<Listed[]>
  /** The requested reply and its parent message; their thread opens next to the room. */
  thread?: { root: Message; answer: Message }
}

type Sections = Awaited<ReturnType<typeof loadRoomSlots>>
type PageShell = {
  before: GzipFragment
  start: ReturnType<typeof roomPageShell>["start"]
  after: GzipFragment
}

const pageShells = cache<PageShell>("room-shells", {
  budget: 6 * MEGABYTE,
  size: ({ before, start, after }) => memoryOf([before, after]) + textSize(start("", "")),
})

/** What the page shows, apart from the messages. */
type Viewed = Pick<
  RoomEnv["Variables"],
  "user" | "account" | "people_updated_at" | "room" | "roomState"
> & { origin: string }

/** The room's page with the messages of `view`. */
export async function respondWithRoomPage(c: Context<RoomEnv>, view: View) {
  // Each access of `c.var` copies all variables.
  const viewed = {
    user: c.get("user"),
    account: c.get("account"),
    people_updated_at: c.get("people_updated_at"),
    room: c.get("room"),
    roomState: c.get("roomState"),
    origin: c.env.origin,
  }
  const flash = takeFlash(c)
  const sections = await loadRoomSlots(viewed.room)
  const key = `${shellKey(viewed, view)} ${sections.key}`
  const render = () => renderShell(viewed, view, sections, flash)
  const shell = flash ? render() : pageShells.get(key, render)
  const listKey = messageListKey(viewed, view)
  const list = await messageLists.load(listKey, () => renderList(viewed, view, shell))
  return respondWithFragments(
    c,
    [shell.before, list, shell.after],
    flash
      ? { key: crypto.randomUUID() }
      : {
          key: `${key}\n${listKey}`,
          state: viewed.roomState.key,
          until: c.get("freshUntil"),
        },
  )
}

/** The shell's cache key: all that the page shows of the viewer and of the room's row. */
function shellKey({ user, account, room }: Viewed, { thread }: View) {
  const viewer = `${user.id} ${user.updated_at} ${account.updated_at}`
  const open = thread ? `${thread.root.id} ${thread.answer.id}` : ""
  // As JSON, because names and topics may hold any text.
  const shown = JSON.stringify([room.own_name, room.topic])
  return `${viewer} ${room.id} ${room.type} ${room.membership.involvement} ${open} ${shown}`
}

/**
 * Every change in the room touches it; changes of profiles have a version of their own. The oldest
 * room's welcome also depends on the account, and on the right to change the join link.
 */
function messageListKey(viewed: Viewed, { name }: View) {
  const { account, people_updated_at, user, room, roomState, origin } = viewed
  const welcome = roomState.isOldest ? `${account.updated_at} ${user.role} ${origin}` : ""
  return `${room.id} ${name} ${room.updated_at} ${people_updated_at} ${welcome} ${room.display_name}`
}

function renderShell(
  { user, room }: Viewed,
  { thread }: View,
  sections: Sections,
  flash?: ReturnType<typeof takeFlash>,
): PageShell {
  const { before, start, after } = roomPageShell({
    room: { ...room, involvement: room.membership.involvement },
    viewer: user,
    flash,
    stream: signStreamName(messagesStream(room)),
    pending: <PendingMessage author={user} />,
    composer: <Composer room={room} />,
    navSections: sections.nav(),
    dialogs: [<MessageMenu />, <VersionsDialog />, ...sections.dialogs()],
    beside: <ThreadPlace at={thread} />,
    sought: thread?.root.id,
  })
  return { before: gzipFragment(before), start, after: gzipFragment(after) }
}

async function renderList(viewed: Viewed, view: View, { start }: PageShell) {
  const { room, roomState, people_updated_at } = viewed
  const welcome = roomState.isOldest ? await renderWelcome(viewed) : ""
  const messages = await renderMessageList(room, await view.list())
  const times = start(exactMillis(room.updated_at), exactMillis(people_updated_at))
  return compressRun(messages, times + welcome)
}

async function renderWelcome({ room, user, origin }: Viewed) {
  const account = await currentAccount()
  if (!account || !(await fitsOnPage(room))) return ""
  return String(<Welcome account={account} origin={origin} viewer={user} />)
}
