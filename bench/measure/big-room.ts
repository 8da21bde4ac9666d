import { MixedWorkload } from "../driver/mixed-workload"
import { PageRotation } from "../driver/page-rotation"
import { Poster } from "../driver/poster"
import { expectMessages, PageReader } from "../driver/reader"
import { get } from "../driver/request"
import type { Workload } from "../driver/workload"
import { compare, type Row } from "../report/row"
import type { SeededRoom } from "../seed/seed"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, CLIENTS, virtualUsers } from "./context"
import { withHugeRoom } from "./huge-room"

/** What "as fast" leaves to the noise of the machine. */
const AS_FAST = 0.9
// As many as a young room has pages: else the caches would be compared, not the rooms.
const PAGES = 4
const EVERY = 20

/** A room in which very much was said, in place of Hearth, and a young one, in place of the bare. */
export const measureBigRoom = (context: BenchContext): Promise<Row[]> =>
  withHugeRoom(context, (huge) => {
    const [young] = huge.seed.rooms
    if (!huge.seed.huge || !young) throw new Error("The seed has no rooms to compare")
    return compareRooms(huge, huge.seed.huge, young)
  })

type WorkloadFactory = (room: SeededRoom) => Workload[]

async function compareRooms(
  context: BenchContext,
  huge: SeededRoom,
  young: SeededRoom,
): Promise<Row[]> {
  const casts: [work: string, cast: WorkloadFactory][] = [
    ["room page", newestPage(context)],
    ["pages anywhere, 5 % of requests post", pagesAnywhere(context)],
    ["post a message", posts(context)],
  ]
  const rows: Row[] = []
  for (const [work, cast] of casts) {
    const [ours, theirs] = [
      await connectClients(context.hearth, cast(huge)),
      await connectClients(context.hearth, cast(young)),
    ]
    const pairs = await alternate(ours, theirs, context.pace)
    ours.close()
    theirs.close()
    rows.push(compare(`${count(huge)} messages and ${count(young)}: ${work}`, pairs, AS_FAST))
  }
  return rows
}

const newestPage =
  (context: BenchContext): WorkloadFactory =>
  (room) => {
    const shown = expectMessages(context.stored.newestIds(room))
    return virtualUsers(context, context.hearth, room).map(
      (asker) => new PageReader(get(asker, `/rooms/${room.id}`), shown),
    )
  }

/** Posts keep the answers from standing, so that the pages have to be looked up. */
const pagesAnywhere =
  (context: BenchContext): WorkloadFactory =>
  (room) => {
    const anchors = context.stored.spreadIds(room, PAGES)
    return virtualUsers(context, context.hearth, room).map((asker, index) => {
      const readers = anchors.map((id) => {
        const path = `/rooms/${room.id}/messages?before=${id}`
        return new PageReader(get(asker, path), expectMessages(context.stored.idsBefore(room, id)))
      })
      const wanderer = new PageRotation(readers, Math.floor((index * PAGES) / CLIENTS))
      return new MixedWorkload(wanderer, new Poster(asker), EVERY, index)
    })
  }

const posts =
  (context: BenchContext): WorkloadFactory =>
  (room) =>
    virtualUsers(context, context.hearth, room).map((asker) => new Poster(asker))

const count = ({ messages }: SeededRoom) => messages.toLocaleString("en")
