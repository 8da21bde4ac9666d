import { type Context, Hono } from "hono"
import type { Child } from "hono/jsx"
import { currentAccount, mayCreateRooms } from "../../accounts/account"
import { gzipRows } from "../../platform/cache/gzip-fragment"
import { transaction } from "../../platform/database/database"
import { handleError } from "../../platform/http/error-handler"
import { Forbidden } from "../../platform/http/errors"
import { parse, typed } from "../../platform/http/form"
import { respondWithFragments } from "../../platform/http/respond"
import type { SignedInEnv } from "../../sessions/session"
import { rateLimit } from "../../users/user"
import { namesakeLines } from "../memberships/namesake-lines"
import { roomNotFound } from "../middleware"
import {
  changeRoom,
  createSharedRoom,
  mayChangeRoom,
  mayDeleteRoom,
  type RoomEnv,
  RoomGone,
  removeRoom,
  type SharedRoomDraft,
  withSharedRoom,
} from "../room"
import { ClosedRoomForm, OpenRoomForm } from "./forms"
import { type Candidate, candidates, candidatesFor } from "./people"
import { RoomFormPage, type SharedKind } from "./room-form-page"

/** Creates, changes and removes open and closed rooms. */
export const sharedRooms = new Hono<SignedInEnv>()

sharedRooms.onError((error, c) =>
  error instanceof RoomGone ? roomNotFound(c) : handleError(error, c),
)

const KIND = ":kind{opens|closeds}"

sharedRooms.get(`/rooms/${KIND}/new`, async (c) => {
  await requireRoomMaker(c)
  return respondWithForm(c, newRoomPage(c, await withLines(c, await peopleToChoose(c))))
})

sharedRooms.post(`/rooms/${KIND}`, async (c) => {
  await requireRoomMaker(c)
  const listed = await withLines(c, await peopleToChoose(c))
  c.set("renderForm", ({ reasons }) => String(newRoomPage(c, { ...listed, reasons })))

  const { user } = c.var
  const draft = parseRoom(c)
  await rateLimit(user, "room", "room[name]")
  const room = await transaction((trx) => createSharedRoom(trx, user, draft))
  return c.redirect(`/rooms/${room.id}`)
})

sharedRooms.get(`/rooms/${KIND}/:id`, withSharedRoom, (c) => c.redirect(`/rooms/${c.var.room.id}`))

sharedRooms.get(`/rooms/${KIND}/:id/edit`, withSharedRoom, async (c) => {
  const { room } = c.var
  return respondWithForm(c, settingsPage(c, await withLines(c, await candidatesFor(room))))
})

sharedRooms.on(["PUT", "PATCH"], `/rooms/${KIND}/:id`, withSharedRoom, async (c) => {
  const { room } = c.var
  if (!mayChangeRoom(c.var.user, room)) throw new Forbidden()
  const listed = await withLines(c, await candidatesFor(room))
  c.set("renderForm", ({ reasons }) => String(settingsPage(c, { ...listed, reasons })))

  await changeRoom(room, parseRoom(c))
  return c.redirect(`/rooms/${room.id}`, 303)
})

sharedRooms.delete("/rooms/:id", withSharedRoom, async (c) => {
  const { room } = c.var
  if (!mayDeleteRoom(c.var.user, room)) throw new Forbidden()
  await removeRoom(room, c.var.user, c.env.device.ip_address)
  return c.redirect("/", 303)
})

/** Compressed: with 5,000 people the page has 2.5 MB. */
function respondWithForm<E extends SignedInEnv>(c: Context<E>, page: Child) {
  const html = String(page)
  return respondWithFragments(c, [gzipRows(html)], { key: html })
}

type Reasons = Readonly<Record<string, string>>

const kindOf = <E extends SignedInEnv>(c: Context<E>): SharedKind =>
  c.req.param("kind") === "opens" ? "opens" : "closeds"

async function requireRoomMaker(c: Context<SignedInEnv>) {
  const account = await currentAccount()
  if (!account || !mayCreateRooms(account, c.var.user)) throw new Forbidden()
}

/** The path determines the room's type. */
function parseRoom<E extends SignedInEnv>(c: Context<E>): SharedRoomDraft {
  if (kindOf(c) === "opens")
    return { type: "open", people: "everyone", ...parse(c, OpenRoomForm).room }
  const { room, user_ids } = parse(c, ClosedRoomForm)
  return { type: "closed", name: room.name, people: user_ids }
}

const peopleToChoose = (c: Context<SignedInEnv>) => (kindOf(c) === "opens" ? [] : candidates())

type ListedPeople = { people: Candidate[]; lines: Map<number, string> }

async function withLines<E extends SignedInEnv>(
  c: Context<E>,
  people: Candidate[],
): Promise<ListedPeople> {
  return { people, lines: await namesakeLines(people, c.var.user, c.var.people_updated_at) }
}

function newRoomPage(
  c: Context<SignedInEnv>,
  { people, lines, reasons }: ListedPeople & { reasons?: Reasons },
) {
  return (
    <RoomFormPage
      kind={kindOf(c)}
      name={typed(c, "room[name]") ?? ""}
      people={people}
      lines={lines}
      chosen={chosenIn(c)}
      editable
      viewer={c.var.user}
      errors={errorsOf(reasons)}
    />
  )
}

function settingsPage(
  c: Context<RoomEnv>,
  { people, lines, reasons }: ListedPeople & { reasons?: Reasons },
) {
  const { room } = c.var
  const members = people.filter(({ member }) => member).map(({ id }) => id)
  return (
    <RoomFormPage
      kind={kindOf(c)}
      room={{ id: room.id, type: room.type, name: room.display_name }}
      name={typed(c, "room[name]") ?? room.display_name}
      people={people}
      lines={lines}
      chosen={reasons ? chosenIn(c) : new Set(members)}
      editable={mayChangeRoom(c.var.user, room)}
      viewer={c.var.user}
      errors={errorsOf(reasons)}
    />
  )
}

const chosenIn = <E extends SignedInEnv>(c: Context<E>) =>
  new Set((c.env.form?.getAll("user_ids[]") ?? []).map(Number))

const errorsOf = (reasons?: Reasons) =>
  reasons && { name: reasons["room[name]"], user_ids: reasons.user_ids }
