import { Mixture } from "../driver/mixed-workload"
import { Wanderer } from "../driver/page-rotation"
import { Poster } from "../driver/poster"
import { messageIds, Reader } from "../driver/reader"
import { get } from "../driver/request"
import type { Part } from "../driver/workload"
import { compare, type Row } from "../report/row"
import type { SeededRoom } from "../seed/seed"
import { alternate } from "./alternate"
import { driven } from "./clients"
import { askers, CLIENTS, type Scene } from "./context"
import { withHugeRoom } from "./huge-room"

/** What "as fast" leaves to the noise of the machine. */
const AS_FAST = 0.9
// As many as a young room has pages: else the caches would be compared, not the rooms.
const PLACES = 4
const EVERY = 20

/** A room in which very much was said, in place of Hearth, and a young one, in place of the bare. */
export const measureBigRoom = (scene: Scene): Promise<Row[]> =>
  withHugeRoom(scene, (huge) => {
    const [young] = huge.seed.rooms
    if (!huge.seed.huge || !young) throw new Error("The seed has no rooms to compare")
    return compareRooms(huge, huge.seed.huge, young)
  })

type Cast = (room: SeededRoom) => Part[]

async function compareRooms(scene: Scene, huge: SeededRoom, young: SeededRoom): Promise<Row[]> {
  const casts: [work: string, cast: Cast][] = [
    ["room page", newestPage(scene)],
    ["pages anywhere, 5 % of requests post", pagesAnywhere(scene)],
    ["post a message", posts(scene)],
  ]
  const rows: Row[] = []
  for (const [work, cast] of casts) {
    const [ours, theirs] = [
      await driven(scene.hearth, cast(huge)),
      await driven(scene.hearth, cast(young)),
    ]
    const pairs = await alternate(ours, theirs, scene.pace)
    ours.close()
    theirs.close()
    rows.push(compare(`${count(huge)} messages and ${count(young)}: ${work}`, pairs, AS_FAST))
  }
  return rows
}

const newestPage =
  (scene: Scene): Cast =>
  (room) => {
    const shown = messageIds(scene.log.newest(room))
    return askers(scene, scene.hearth, room).map(
      (asker) => new Reader(get(asker, `/rooms/${room.id}`), shown),
    )
  }

/** Posts keep the answers from standing, so that the pages have to be looked up. */
const pagesAnywhere =
  (scene: Scene): Cast =>
  (room) => {
    const anchors = scene.log.places(room, PLACES)
    return askers(scene, scene.hearth, room).map((asker, index) => {
      const readers = anchors.map((id) => {
        const path = `/rooms/${room.id}/messages?before=${id}`
        return new Reader(get(asker, path), messageIds(scene.log.before(room, id)))
      })
      const wanderer = new Wanderer(readers, Math.floor((index * PLACES) / CLIENTS))
      return new Mixture(wanderer, new Poster(asker), EVERY, index)
    })
  }

const posts =
  (scene: Scene): Cast =>
  (room) =>
    askers(scene, scene.hearth, room).map((asker) => new Poster(asker))

const count = ({ messages }: SeededRoom) => messages.toLocaleString("en")
