import { unreadHandshake } from "../driver/handshakes"
import { Poster } from "../driver/poster"
import { UnreadSubscribers } from "../driver/unread-subscribers"
import { compareCosts, type Row } from "../report/row"
import type { SeededRoom } from "../seed/seed"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import type { LargeContext } from "./large-account"

const BUDGET = 3
const NAME = "5,000 members and 5: post a message"

/** Compares a room of 5,000 members (column Hearth) with one of five (column Bare). */
export async function measureLargeRoom(context: LargeContext): Promise<Row[]> {
  return [await comparePosts(context), await comparePostsWithSubscribers(context)]
}

async function comparePosts(context: LargeContext) {
  const { busy, small } = context.seed
  return compareRooms(NAME, context, {
    large: await connectPosters(context, busy),
    small: await connectPosters(context, small),
  })
}

async function comparePostsWithSubscribers(context: LargeContext) {
  const { people, busy, small, membersOfSmall } = context.seed
  const { port } = context.hearth
  const subscribers = await UnreadSubscribers.open(
    people.map((person) => unreadHandshake(port, person, busy)),
  )
  try {
    return await compareRooms(`${NAME}, ${people.length} people connected`, context, {
      large: await connectPosters(context, busy, () =>
        subscribers.expectNotified(busy, people.length),
      ),
      small: await connectPosters(context, small, () =>
        subscribers.expectNotified(small, membersOfSmall.length),
      ),
    })
  } finally {
    subscribers.close()
  }
}

type Posters = Awaited<ReturnType<typeof connectPosters>>

async function compareRooms(
  work: string,
  { pace }: LargeContext,
  { large, small }: { large: Posters; small: Posters },
) {
  try {
    return compareCosts(work, await alternate(large, small, pace), BUDGET)
  } finally {
    large.close()
    small.close()
  }
}

/** The same five users post in either room. */
function connectPosters({ seed, hearth }: LargeContext, room: SeededRoom, check?: () => void) {
  const { port } = hearth
  const posters = seed.membersOfSmall.map((person) => new Poster({ port, person, room }))
  return connectClients(hearth, posters, check)
}
