import type { Context } from "hono"
import { theAccount } from "../../accounts/account"
import { signStreamName } from "../../platform/cable/cable"
import { Budgeted } from "../../platform/cache/budgeted"
import { join, type Piece, piece } from "../../platform/cache/pieces"
import { exactMillis } from "../../platform/database/database"
import { answerPieces } from "../../platform/http/answer"
import { takeFlash } from "../../platform/http/flash-cookie"
import { roomPageAround } from "../../rooms/page/room-page"
import { roomSections } from "../../rooms/page/sections"
import { isOldestRoom, Welcome } from "../../rooms/page/welcome"
import { messagesStream, type ReachedRoom } from "../../rooms/room"
import type { PersonEnv } from "../../sessions/person"
import { Composer } from "../composer/composer"
import { VersionsDialog } from "../edits/versions-page"
import type { Message } from "../table"
import { ThreadPlace } from "../thread-place"
import { PendingMessage } from "../view/message-item"
import { KeptPieces } from "./kept-pieces"
import { messagesPiece } from "./list"
import { fitsOnPage, type Listed } from "./pages"

const MEGABYTE = 1024 * 1024

export type View = {
  /** Which messages these are, such as `newest` or `around 7`. */
  name: string
  list: () => Promise<Listed[]>
  /** The answer that somebody looks for, and what it answers: its thread opens beside the room. */
  thread?: { root: Message; answer: Message }
}

type Sections = Awaited<ReturnType<typeof roomSections>>
type Around = { before: Piece; between: string; after: Piece }

const frames = new Budgeted<Around>(6 * MEGABYTE)
const middles = new KeptPieces(6 * MEGABYTE)

/** The room's page with the messages of `view`. */
export async function answerRoomPage(c: Context<PersonEnv>, room: ReachedRoom, view: View) {
  const flash = takeFlash(c)
  const sections = await roomSections(room)
  const frame = `${frameKey(c, room, view)} ${sections.key}`
  const draw = () => drawAround(c, room, view, sections, flash)
  const around = flash ? draw() : keptAround(frame, draw)
  const oldest = await isOldestRoom(room)
  const middle = middleKey(c, room, view, oldest)
  return answerPieces(
    c,
    [
      around.before,
      await middles.get(middle, () => drawMiddle(c, room, view, oldest, around)),
      around.after,
    ],
    {
      key: flash ? crypto.randomUUID() : `${frame}\n${middle}`,
      until: flash ? 0 : c.var.standsUntil,
    },
  )
}

/** Everything that the page shows of the viewer and of the room's own row. */
function frameKey(c: Context<PersonEnv>, room: ReachedRoom, { thread }: View) {
  const { user, account } = c.var
  const viewer = `${user.id} ${user.updated_at} ${account.updated_at}`
  const beside = thread ? `${thread.root.id} ${thread.answer.id}` : ""
  return `${viewer} ${room.id} ${room.type} ${room.membership.involvement} ${beside} ${room.own_name} ${room.topic}`
}

/**
 * Whatever happens in the room touches it, and people's own changes have a time of their own. How
 * the oldest room welcomes depends on the account as well, and on who may change the join link.
 */
function middleKey(c: Context<PersonEnv>, room: ReachedRoom, { name }: View, oldest: boolean) {
  const { account, people_updated_at, user } = c.var
  const welcome = oldest ? `${account.updated_at} ${user.role}` : ""
  return `${room.id} ${name} ${room.updated_at} ${people_updated_at} ${c.env.origin} ${welcome} ${room.shown_name}`
}

function keptAround(key: string, draw: () => Around): Around {
  const known = frames.get(key)
  if (known) return known
  const around = draw()
  const { before, between, after } = around
  frames.set(key, around, 3 * (before.html.length + between.length + after.html.length))
  return around
}

function drawAround(
  c: Context<PersonEnv>,
  room: ReachedRoom,
  { thread }: View,
  sections: Sections,
  flash?: ReturnType<typeof takeFlash>,
): Around {
  const { user } = c.var
  const { before, between, after } = roomPageAround({
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
  return { before: piece(before), between, after: piece(after) }
}

async function drawMiddle(
  c: Context<PersonEnv>,
  room: ReachedRoom,
  view: View,
  oldest: boolean,
  { between }: Around,
) {
  const welcome = oldest ? await drawWelcome(c, room) : ""
  const start = piece(`${exactMillis(room.updated_at)}${between}${welcome}`)
  return join([start, await messagesPiece(room, await view.list(), c.env.origin)])
}

async function drawWelcome(c: Context<PersonEnv>, room: ReachedRoom) {
  const account = await theAccount()
  if (!account || !(await fitsOnPage(room))) return ""
  return String(<Welcome account={account} origin={c.env.origin} viewer={c.var.user} />)
}
