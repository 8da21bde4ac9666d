import { roomHandshake, topicHandshake } from "../driver/handshakes"
import { get } from "../driver/request"
import { InvalidRun, parseResponse, textOf } from "../driver/response"
import { Subscribers } from "../driver/subscribers"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"

type Server = { port: number }

/** So many sockets that follow the busy room, in the hands of all its people. */
export async function subscribeToRoom(
  context: BenchContext,
  server: Server,
  size: number,
): Promise<Subscribers> {
  const { people, busy } = context.seed
  const stream = await signedStreamName(context, server)
  const manners = people.map((person) => roomHandshake(server.port, person, busy, stream))
  return Subscribers.open(size, (index) => pick(manners, index))
}

/** So many sockets of the bare topic. */
export const subscribeToTopic = (server: Server, size: number): Promise<Subscribers> =>
  Subscribers.open(size, () => topicHandshake(server.port))

/** What the room's page tells its reader to subscribe to. */
async function signedStreamName(context: BenchContext, server: Server) {
  const asker = firstUser(context, server)
  const page = textOf(
    parseResponse(await requestOnce(server.port, get(asker, `/rooms/${asker.room.id}`))),
  )
  const name = /channel="RoomMessagesChannel" signed-stream-name="([^"]+)"/.exec(page)?.[1]
  if (!name) throw new InvalidRun("The room's page names no stream")
  return name
}

function pick<T>(list: T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error("There is nothing to pick from")
  return found
}
