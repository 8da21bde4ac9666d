import type { Acknowledged } from "../driver/growing-page"
import { MixedWorkload } from "../driver/mixed-workload"
import { Poster, ReplyPoster } from "../driver/poster"
import { SteadyPosts } from "../driver/steady-posts"
import type { Workload } from "../driver/workload"
import type { Target } from "./alternate"
import { type BenchContext, otherUsers, virtualUsers } from "./context"

/** The posts during a measurement of pages. */
export type Traffic = {
  /** The end of the row's name. */
  name: string
  /** Where people post. The page that clients read, if it is a room's, is the busy room's. */
  posts: "nowhere" | "elsewhere" | "in the room"
  /** Posts per second by people who read no page. */
  perSecond: number
  /** Every how many requests of a reader are a post; null if readers do not post. */
  every: number | null
  /** The budget: pages per second as a share of the bare server's. */
  least: number
}

export const QUIET: Traffic = { name: "", posts: "nowhere", perSecond: 0, every: null, least: 0.8 }

export const POSTS_ELSEWHERE: Traffic = {
  name: ", 10 posts a second elsewhere",
  posts: "elsewhere",
  perSecond: 10,
  every: null,
  least: 0.7,
}

export const POSTS_HERE: Traffic = {
  name: ", 10 posts a second in the room",
  posts: "in the room",
  perSecond: 10,
  every: null,
  least: 0.55,
}

export const READERS_POST: Traffic = {
  name: ", 5 % of requests post",
  posts: "in the room",
  perSecond: 0,
  every: 20,
  least: 0.22,
}

type Server = { port: number }

/** Posters for steady traffic; more than a second of posts can wait for a slow response. */
const POSTERS = 16

export function roomOfPosts({ seed }: BenchContext, { posts }: Traffic) {
  if (posts === "in the room") return seed.busy
  const other = seed.rooms.find(({ id }) => id !== seed.busy.id)
  if (!other) throw new Error("The seed has only one room")
  return other
}

/** Lets `traffic` run while `target` does: real posts, or recorded replies of a bare server. */
export async function withPosts(
  context: BenchContext,
  traffic: Traffic,
  server: Server,
  target: Target & { close(): void },
  poster: MakePoster,
): Promise<Target & { close(): void }> {
  if (traffic.perSecond === 0) return target
  const users = otherUsers(context, server, roomOfPosts(context, traffic), POSTERS)
  const posts = await SteadyPosts.open(server.port, users.map(poster), traffic.perSecond)
  return {
    pid: target.pid,
    async run(seconds) {
      posts.start()
      const result = await target.run(seconds)
      await posts.stop(result.seconds)
      return result
    },
    close() {
      posts.close()
      target.close()
    },
  }
}

/** The workloads of clients that read, and post as often as `traffic` says. */
export function mixPosts(
  context: BenchContext,
  { every }: Traffic,
  server: Server,
  readers: Workload[],
  poster: MakePoster,
): Workload[] {
  if (every === null) return readers
  const users = virtualUsers(context, server)
  return readers.map((reader, client) => {
    const user = users[client]
    if (!user) throw new Error("There are more readers than users")
    return new MixedWorkload(reader, poster(user), every, client)
  })
}

type MakePoster = (user: Poster["user"]) => Workload

/** Posts to Hearth, and remembers what was acknowledged. */
export const realPoster =
  (acknowledged: Acknowledged): MakePoster =>
  (user) =>
    new Poster(user, (id) => acknowledged.add(id))

/** Posts to the bare server, which sends `reply`. */
export const barePoster =
  (reply: Uint8Array): MakePoster =>
  (user) =>
    new ReplyPoster(user, reply)
