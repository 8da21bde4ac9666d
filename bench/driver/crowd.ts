import { createRandom } from "../../src/commands/seed/random"
import { Client } from "./client"
import { clientFrame } from "./frames"
import { presenceIdentifier, roomTabHandshake, typingIdentifier } from "./handshakes"
import { Poster } from "./poster"
import { get, post, type VirtualUser } from "./request"
import { InvalidRun, parseResponse } from "./response"
import { type FrameHandler, Subscriber } from "./subscriber"

/** What people do, in percent of all they do. */
export const SHARES = { type: 40, read: 20, post: 15, open: 15, react: 10 }

type Act = keyof typeof SHARES

type Member = { user: VirtualUser; client: Client; socket: Subscriber; busy: boolean }
type Post = { start: number; waiting: Set<Subscriber> }

/** Milliseconds after the end in which the last posts reach everyone. */
const LAST = 2000
const TICK = 5

/** People with a tab each, who type, read, post, open rooms and react, and see what others post. */
export class Crowd implements FrameHandler {
  /** Milliseconds from sending a post until another person's socket had its frame. */
  readonly delays: number[] = []
  readonly acts: Record<Act, number> = { type: 0, read: 0, post: 0, open: 0, react: 0 }

  readonly #members: Member[] = []
  readonly #posts = new Map<string, Post>()
  readonly #newest = new Map<number, number>()
  readonly #random = createRandom(3)
  #turn = 0
  #error: unknown

  /** @param streamOf the signed name of the room's stream */
  static async open(users: VirtualUser[], streamOf: (user: VirtualUser) => Promise<string>) {
    const crowd = new Crowd()
    for (const user of users) await crowd.#join(user, await streamOf(user))
    return crowd
  }

  /**
   * @param perSecond what all people do together
   * @throws {InvalidRun} for a wrong response, or when somebody did not see a post
   */
  async run(seconds: number, perSecond: number) {
    const start = performance.now()
    const end = start + 1000 * seconds
    let done = 0
    for (let time = start; time < end; time = performance.now()) {
      for (; done < ((time - start) / 1000) * perSecond; done++) this.#actNext()
      if (this.#error) throw this.#error
      await Bun.sleep(TICK)
    }
    await this.#settle()
  }

  /** Forgets what was measured so far. */
  reset() {
    this.delays.length = 0
    for (const act of actNames) this.acts[act] = 0
  }

  close() {
    for (const { client, socket } of this.#members) {
      client.close()
      socket.close()
    }
  }

  isExpected() {
    return false
  }

  onExpected() {}

  onFrame(subscriber: Subscriber, _frame: Buffer, text: Buffer) {
    const id = /message_(bench-[0-9a-f]+-\d+)/.exec(text.toString())?.[1]
    const post = id === undefined ? undefined : this.#posts.get(id)
    if (id === undefined || !post?.waiting.delete(subscriber)) return
    this.delays.push(performance.now() - post.start)
    if (post.waiting.size === 0) this.#posts.delete(id)
  }

  onError(error: unknown) {
    this.#error ??= error
  }

  async #join(user: VirtualUser, stream: string) {
    const client = await Client.open(user.port)
    await new Promise<void>((resolve, reject) => {
      const handshake = roomTabHandshake(user.port, user.person, user.room, stream)
      const socket = new Subscriber(handshake, this, resolve)
      this.#members.push({ user, client, socket, busy: false })
      socket.open().catch(reject)
    })
  }

  #actNext() {
    const act = pickAct(this.#random.integer(100))
    const member = this.#members[this.#turn++ % this.#members.length]
    if (!member || member.busy) return
    this.acts[act]++
    const { user, socket } = member
    if (act === "type") socket.send(action(typingIdentifier(user.room), "start"))
    else if (act === "read") socket.send(action(presenceIdentifier(user.room), "present"))
    else void this.#request(member, act)
  }

  async #request(member: Member, act: "post" | "open" | "react") {
    member.busy = true
    try {
      if (act === "post") await this.#post(member)
      else if (act === "open") await this.#open(member)
      else await this.#react(member)
    } catch (error) {
      this.onError(error)
    } finally {
      member.busy = false
    }
  }

  async #post(author: Member) {
    const { id } = author.user.room
    const poster = new Poster(author.user, (message) => this.#newest.set(id, message))
    const request = poster.nextRequest()
    const others = this.#members.filter((member) => member !== author && member.user.room.id === id)
    const waiting = new Set(others.map(({ socket }) => socket))
    this.#posts.set(poster.clientId, { start: performance.now(), waiting })
    poster.onResponse(await author.client.request(request))
  }

  async #open({ user, client }: Member) {
    const { room } = this.#members[this.#random.integer(this.#members.length)]?.user ?? user
    expectStatus(200, await client.request(get(user, `/rooms/${room.id}`)))
  }

  async #react({ user, client }: Member) {
    const message = this.#newest.get(user.room.id)
    if (message === undefined) return
    const form = { "boost[content]": "👍" }
    expectStatus(302, await client.request(post(user, `/messages/${message}/boosts`, form)))
  }

  async #settle() {
    const end = performance.now() + LAST
    const isDone = () => this.#posts.size === 0 && this.#members.every(({ busy }) => !busy)
    while (!isDone() && performance.now() < end) await Bun.sleep(TICK)
    if (this.#error) throw this.#error
    if (!isDone()) throw new InvalidRun(`${this.#posts.size} posts did not reach everyone`)
  }
}

const actNames: Act[] = ["type", "read", "post", "open", "react"]

function pickAct(percent: number): Act {
  let rest = percent
  for (const act of actNames) {
    if (rest < SHARES[act]) return act
    rest -= SHARES[act]
  }
  throw new Error("The shares do not add up to 100")
}

function action(identifier: string, name: string) {
  const data = JSON.stringify({ action: name })
  return clientFrame(JSON.stringify({ command: "message", identifier, data }))
}

function expectStatus(expected: number, response: Buffer) {
  const { status } = parseResponse(response)
  if (status !== expected) throw new InvalidRun(`Status ${status}, expected ${expected}`)
}
