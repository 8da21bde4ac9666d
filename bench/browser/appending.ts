import { Poster } from "../driver/poster"
import { bodyOf } from "../driver/response"
import { type BenchContext, virtualUsers } from "../measure/context"
import { requestOnce } from "../measure/recording"
import type { Row } from "../report/row"
import { type Tabs, withTabs } from "./chromium"
import { compareWork, perAct } from "./report"
import { messageIdsIn } from "./room-tab"
import { alternateActs } from "./rounds"

const LIST = 300
/** What paging shows below that. */
const PAGED = 280
const POSTS = 5
/** Milliseconds between two messages. */
const PAUSE = 200

type Posted = { id: number; html: string }

/** Other people's messages appear at the end of a list of 300. */
export function measureAppending(context: BenchContext): Promise<Row[]> {
  const room = context.seed.busy
  return withTabs(context, async (tabs) => {
    const writer = new Writer(context)
    await tabs.hearth.open(room)
    await tabs.hearth.loadEarlier(PAGED)
    await writer.post(LIST - PAGED, 0)
    await Bun.sleep(3_000)
    await openSnapshot(tabs)

    let posted: Posted[] = []
    const pairs = await alternateActs(
      () =>
        tabs.hearth.tab.record(
          async () => {
            posted = await writer.post(POSTS, PAUSE)
          },
          async () => endsWith(await messageIdsIn(tabs.hearth.page), posted),
        ),
      () => insertInto(tabs, posted),
      context.pace.rounds,
    )
    return compareWork(`Append a message to ${LIST}`, pairs.map(perAct(POSTS)))
  })
}

async function openSnapshot({ hearth, bare, site }: Tabs) {
  site.add("/snapshot", await hearth.snapshot())
  await bare.page.goto("/snapshot")
  await bare.page.locator(".messages").evaluate((list) => list.scrollTo(0, list.scrollHeight))
}

/** Inserts the same elements without any other work, and follows the end of the list. */
async function insertInto({ bare }: Tabs, posted: Posted[]) {
  await bare.page.evaluate(
    ({ messages, pause }) => {
      const list = document.querySelector(".messages")
      messages.forEach(({ html }, index) => {
        setTimeout(
          () => {
            list?.insertAdjacentHTML("beforeend", html)
            list?.scrollTo(0, list.scrollHeight)
          },
          (index + 1) * pause,
        )
      })
    },
    { messages: posted, pause: PAUSE },
  )
  return bare.record(
    () => Bun.sleep((POSTS + 1) * PAUSE),
    async () => endsWith(await messageIdsIn(bare.page), posted),
  )
}

function endsWith(ids: number[], posted: Posted[]) {
  const last = ids.slice(-posted.length)
  return posted.length > 0 && posted.every(({ id }, index) => id === last[index])
}

/** Posts as somebody else than the reader. */
class Writer {
  readonly #poster: Poster

  constructor(readonly context: BenchContext) {
    const user = virtualUsers(context, context.hearth)[1]
    if (!user) throw new Error("The seed has only one user")
    this.#poster = new Poster(user)
  }

  /** @returns the ids and the elements of the messages */
  async post(count: number, pause: number): Promise<Posted[]> {
    const posted: Posted[] = []
    for (let index = 0; index < count; index++) {
      const response = await requestOnce(this.context.hearth.port, this.#poster.nextRequest())
      this.#poster.onResponse(response)
      const html = /<template>(.*)<\/template>/s.exec(bodyOf(response).toString())?.[1] ?? ""
      posted.push({ id: Number(/ data-message-id="(\d+)"/.exec(html)?.[1]), html })
      await Bun.sleep(pause)
    }
    return posted
  }
}
