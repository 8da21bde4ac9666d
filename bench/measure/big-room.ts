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

/** As fast as a new room, allowing for noise. */
const AS_FAST = 0.9
// As many pages as a small room has; more would measure the caches and not the rooms.
const PAGES = 4
const EVERY = 20

/** Compares a room of 2,000,000 messages (column Hearth) with a small room (column Bare). */
export const measureBigRoom = (context: BenchContext): Promise<Row[]> =>
  withHugeRoom(context, (huge) => {
    const [small] = huge.seed.rooms
    if (!huge.seed.huge || !small) throw new Error("The seed has no rooms to compare")
    return compareRooms(huge, huge.seed.huge, small)
  })

type WorkloadFactory = (room: SeededRoom) => Workload[]

async function compareRooms(
  context: BenchContext,
  huge: SeededRoom,
  small: SeededRoom,
): Promise<Row[]> {
  const workloads: [work: string, build: WorkloadFactory][] = [
    ["room page", newestPage(context)],
    ["pages anywhere, 5 % of requests post", pagesAnywhere(context)],
    ["post a message", posts(context)],
  ]
  const rows: Row[] = []
  for (const [work, build] of workloads) {
    const [hugeTarget, smallTarget] = [
      await connectClients(context.hearth, build(huge)),
      await connectClients(context.hearth, build(small)),
    ]
    const pairs = await alternate(hugeTarget, smallTarget, context.pace)
    hugeTarget.close()
    smallTarget.close()
    rows.push(compare(`${count(huge)} messages and ${count(small)}: ${work}`, pairs, AS_FAST))
  }
  return rows
}

const newestPage =
  (context: BenchContext): WorkloadFactory =>
  (room) => {
    const shown = expectMessages(context.stored.newestIds(room))
    return virtualUsers(context, context.hearth, room).map(
      (user) => new PageReader(get(user, `/rooms/${room.id}`), shown),
    )
  }

/** Posts invalidate cached responses, so every page is looked up. */
const pagesAnywhere =
  (context: BenchContext): WorkloadFactory =>
  (room) => {
    const anchors = context.stored.spreadIds(room, PAGES)
    return virtualUsers(context, context.hearth, room).map((user, index) => {
      const readers = anchors.map((id) => {
        const path = `/rooms/${room.id}/messages?before=${id}`
        return new PageReader(get(user, path), expectMessages(context.stored.idsBefore(room, id)))
      })
      const rotation = new PageRotation(readers, Math.floor((index * PAGES) / CLIENTS))
      return new MixedWorkload(rotation, new Poster(user), EVERY, index)
    })
  }

const posts =
  (context: BenchContext): WorkloadFactory =>
  (room) =>
    virtualUsers(context, context.hearth, room).map((user) => new Poster(user))

const count = ({ messages }: SeededRoom) => messages.toLocaleString("en")
