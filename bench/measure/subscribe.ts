import { cableManners, plainManners } from "../driver/handshakes"
import { get } from "../driver/request"
import { Invalid, readAnswer, textOf } from "../driver/response"
import { Crowd } from "../driver/subscribers"
import { type Scene, somebody } from "./context"
import { askOnce } from "./recording"

type Server = { port: number }

/** So many sockets that follow the busy room, in the hands of all its people. */
export async function followRoom(scene: Scene, server: Server, size: number): Promise<Crowd> {
  const { people, busy } = scene.seed
  const stream = await signedStreamName(scene, server)
  const manners = people.map((person) => cableManners(server.port, person, busy, stream))
  return Crowd.gather(size, (index) => pick(manners, index))
}

/** So many sockets of the bare topic. */
export const followTopic = (server: Server, size: number): Promise<Crowd> =>
  Crowd.gather(size, () => plainManners(server.port))

/** What the room's page tells its reader to subscribe to. */
async function signedStreamName(scene: Scene, server: Server) {
  const asker = somebody(scene, server)
  const page = textOf(readAnswer(await askOnce(server.port, get(asker, `/rooms/${asker.room.id}`))))
  const name = /channel="RoomMessagesChannel" signed-stream-name="([^"]+)"/.exec(page)?.[1]
  if (!name) throw new Invalid("The room's page names no stream")
  return name
}

function pick<T>(list: T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error("There is nothing to pick from")
  return found
}
