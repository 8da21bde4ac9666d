import { roomHandshake, topicHandshake } from "../driver/handshakes"
import { OpenTabs } from "../driver/open-tabs"
import { get, type VirtualUser } from "../driver/request"
import { InvalidRun, parseResponse, textOf } from "../driver/response"
import { Subscribers } from "../driver/subscribers"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"

type Server = { port: number }

/** `size` sockets subscribed to the busy room, spread over its members. */
export async function subscribeToRoom(
  context: BenchContext,
  server: Server,
  size: number,
): Promise<Subscribers> {
  const { people, busy } = context.seed
  const stream = await signedStreamName(firstUser(context, server))
  const handshakes = people.map((person) => roomHandshake(server.port, person, busy, stream))
  return Subscribers.open(size, (index) => pick(handshakes, index))
}

/** `size` sockets subscribed to the bare topic. */
export const subscribeToTopic = (server: Server, size: number): Promise<Subscribers> =>
  Subscribers.open(size, () => topicHandshake(server.port))

/** Runs `work` with open tabs, all of which show the busy room, and their presence. */
export async function withOpenTabs<T>(
  { seed, hearth, tabs }: BenchContext,
  work: () => Promise<T>,
): Promise<T> {
  const open = await OpenTabs.open(hearth.port, seed.people, seed.busy, tabs)
  try {
    return await work()
  } finally {
    open.close()
  }
}

/** The signed stream name in the page of the user's room. */
export async function signedStreamName(user: VirtualUser) {
  const page = textOf(
    parseResponse(await requestOnce(user.port, get(user, `/rooms/${user.room.id}`))),
  )
  const name = /channel="RoomMessagesChannel" signed-stream-name="([^"]+)"/.exec(page)?.[1]
  if (!name) throw new InvalidRun("The room's page has no signed stream name")
  return name
}

function pick<T>(list: T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error("The list is empty")
  return found
}
