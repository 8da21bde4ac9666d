import { expect, test } from "bun:test"
import type { HttpClient } from "../support/http-client"
import { seedOr } from "../support/seeds"
import { eventually } from "../support/timeouts"
import { CONNECTED, enterOnThinWire } from "./connection"
import { pictureFile } from "./files"
import { openRoomPage, post, ROOM, type Room, startWithTwoUsers } from "./room"

const SEED = seedOr(1)
const SEEDS = [SEED, SEED + 1, SEED + 2]
const STEPS = 30

type Scene = Awaited<ReturnType<typeof startWithTwoUsers>>
type Reader = Awaited<ReturnType<typeof enterOnThinWire>>
type Play = { scene: Scene; bob: Reader; random: (below: number) => number; ids: number[] }

test.each(SEEDS)(
  "a page equals a fresh page after any changes and gaps, with seed %d",
  async (seed) => {
    await using scene = await startWithTwoUsers()
    const play: Play = { scene, bob: await enterOnThinWire(scene), random: randomOf(seed), ids: [] }
    await using bob = play.bob
    for (let count = 0; count < 45; count++) await say(play)
    const steps: string[] = []

    for (let step = 0; step < STEPS; step++) {
      const name = pick(play, WEIGHTED)
      steps.push(name)
      await STEPS_BY_NAME[name](play)
    }

    bob.mend()
    await bob.page.locator(CONNECTED).waitFor({ state: "attached" })
    await using fresh = await openRoomPage(scene.server, scene.bob)
    await loadAll(fresh)
    const truth = await rowsOf(fresh)
    await sameRows(bob, truth).catch((error) => {
      throw new Error(`${steps.join(", ")}: ${error}`)
    })
    await loadAll(bob)
    await eventually(async () => (await rowsOf(bob)).size === truth.size, steps.join(", "))
    await sameRows(bob, truth)
    expect(await galleriesOf(bob)).toEqual(await galleriesOf(fresh))
    expect(bob.person.errorsExcept(/Failed to load resource|WebSocket/)).toEqual([])
  },
)

const STEPS_BY_NAME = {
  post: say,
  async pictures(play: Play) {
    const author = anyone(play)
    for (let count = 0; count < 2; count++) play.ids.push(await sendPicture(author))
  },
  async edit(play: Play) {
    const id = pick(play, play.ids)
    const form = { "message[body]": `<p>edited ${play.random(1000)}</p>` }
    for (const author of people(play)) await author.patch(`${ROOM}/messages/${id}`, form)
  },
  async delete(play: Play) {
    const [id] = play.ids.splice(play.random(play.ids.length), 1)
    for (const author of people(play)) await author.delete(`${ROOM}/messages/${id}`)
  },
  async react(play: Play) {
    const content = pick(play, ["👍", "🎉", "ok"])
    await anyone(play).post(`/messages/${pick(play, play.ids)}/boosts`, {
      "boost[content]": content,
    })
  },
  async answer(play: Play) {
    const form = { "message[body]": "<p>answer</p>", "message[client_message_id]": newId() }
    await anyone(play).post(`${ROOM}/messages/${pick(play, play.ids)}/thread/messages`, form)
  },
  async rename({ scene, random }: Play) {
    await scene.ada.patch("/users/me/profile", { "user[name]": `Ada ${random(1000)}` })
  },
  cut: ({ bob }: Play) => bob.cut(),
  async mend({ bob }: Play) {
    bob.mend()
  },
  async sleep({ bob, scene }: Play) {
    await setVisibility(bob, "hidden", 0)
    await post(scene.ada, "while you slept")
    await setVisibility(bob, "visible", 61_000)
  },
  async scroll({ bob, random }: Play) {
    await bob.scrollTo(pick({ random }, [0, 300, 900, 1_000_000]))
  },
  async flood(play: Play) {
    for (let count = 0; count < 45; count++) await say(play)
  },
}

type Step = keyof typeof STEPS_BY_NAME

const WEIGHTED: Step[] = [
  ...(["post", "post", "edit", "edit", "edit", "delete", "delete", "react", "react"] as const),
  ...(["answer", "rename", "cut", "cut", "mend", "mend", "sleep", "scroll", "scroll"] as const),
  "flood",
  "pictures",
  "pictures",
]

async function say(play: Play) {
  play.ids.push((await post(anyone(play), `message ${play.ids.length}`, newId())).id)
}

async function sendPicture(author: HttpClient) {
  const { buffer, name, mimeType } = await pictureFile("p.png", 200, 120)
  const response = await author.post(`${ROOM}/messages`, {
    "message[attachment]": new File([new Uint8Array(buffer)], name, { type: mimeType }),
    "message[client_message_id]": newId(),
  })
  return Number(/data-message-id="(\d+)"/.exec(await response.text())?.[1])
}

const people = ({ scene }: Play) => [scene.ada, scene.bob]
const anyone = (play: Play): HttpClient => pick(play, people(play))
const newId = () => crypto.randomUUID()

function pick<T>({ random }: Pick<Play, "random">, list: readonly T[]): T {
  const chosen = list[random(list.length)]
  if (chosen === undefined) throw new Error("There is nothing to choose from")
  return chosen
}

/** Mulberry32: whole numbers below a limit, the same for the same seed. */
function randomOf(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const setVisibility = (room: Room, state: string, later: number) =>
  room.page.evaluate(
    ({ state, later }) => {
      const { now } = Date
      const at = now() + later
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true })
      Date.now = () => at
      document.dispatchEvent(new Event("visibilitychange"))
      Date.now = now
    },
    { state, later },
  )

/** Scrolls to both ends until no more rows are loaded. */
async function loadAll(room: Room) {
  let calm = 0
  let count = -1
  await eventually(async () => {
    await room.scrollTo(calm % 2 === 0 ? 0 : 1_000_000)
    await Bun.sleep(150)
    const now = await room.messages.count()
    calm = now === count ? calm + 1 : 0
    count = now
    return calm >= 8
  })
}

async function sameRows(room: Room, truth: Map<string, string>) {
  let wrong: unknown
  await eventually(async () => {
    const rows = await rowsOf(room)
    const order = [...truth.keys()].filter((id) => rows.has(id))
    if (order.join() !== [...rows.keys()].join()) {
      wrong = { shown: [...rows.keys()].join(), expected: order.join() }
      return false
    }
    const differing = order.find((id) => rows.get(id) !== truth.get(id))
    wrong = differing && { shown: rows.get(differing), expected: truth.get(differing) }
    return differing === undefined
  }).catch(() => {
    throw new Error(`The page differs: ${JSON.stringify(wrong, null, 1)}`)
  })
}

/** The place of each row in its gallery, which its neighbours decide. */
const galleriesOf = ({ messages }: Room) =>
  messages.evaluateAll((rows) =>
    rows.map(({ dataset, classList }) => [
      dataset.messageId,
      dataset.place ?? "",
      [...classList].filter((name) => name.startsWith("message--tile")).sort(),
    ]),
  )

/** What each row shows, by message id. */
const rowsOf = async (room: Room) =>
  new Map(
    await room.messages.evaluateAll((rows) =>
      rows.map((row): [string, string] => {
        const texts = (selector: string) =>
          [...row.querySelectorAll(selector)].map((part) => part.textContent?.trim())
        const sources = (selector: string) =>
          [...row.querySelectorAll(selector)].map((part) => part.getAttribute("src"))
        const shown = {
          author: texts(".message__author"),
          picture: sources(".message__avatar img"),
          body: texts(".message__presentation"),
          edited: row.querySelector(".message__edited") !== null,
          reactions: texts(".boost__content").sort(),
          by: sources(".boost__avatar img").sort(),
          thread: [texts(".thread-summary"), sources(".thread-summary img")],
        }
        return [row.getAttribute("data-message-id") ?? "unsent", JSON.stringify(shown)]
      }),
    ),
  )
