import { Client } from "./client"
import type { Workload } from "./workload"

type Slot = { client: Client; workload: Workload; response: Promise<void> | null }

/** Posts at a steady rate while other clients are measured. */
export class SteadyPosts {
  readonly #slots: Slot[] = []
  #timer: ReturnType<typeof setInterval> | undefined
  #start = 0
  #sent = 0
  #error: unknown

  private constructor(readonly perSecond: number) {}

  /** Each workload posts over a connection of its own, and waits for its response. */
  static async open(port: number, workloads: Workload[], perSecond: number) {
    const posts = new SteadyPosts(perSecond)
    for (const workload of workloads)
      posts.#slots.push({ client: await Client.open(port), workload, response: null })
    return posts
  }

  start() {
    this.#start = performance.now()
    this.#sent = 0
    this.#timer = setInterval(() => this.#sendDue(performance.now()), 1000 / this.perSecond)
  }

  /**
   * Sends what a busy machine delayed, so that every run has its number of posts.
   *
   * @param seconds the length of the run
   * @throws {InvalidRun} for a wrong response
   */
  async stop(seconds: number) {
    clearInterval(this.#timer)
    const end = this.#start + 1000 * seconds
    do {
      this.#sendDue(end)
      await Promise.all(this.#slots.map(({ response }) => response))
      if (this.#error) throw this.#error
    } while (this.#due(end) > 0)
  }

  close() {
    clearInterval(this.#timer)
    for (const { client } of this.#slots) client.close()
  }

  #due(time: number) {
    return Math.floor(((time - this.#start) / 1000) * this.perSecond) - this.#sent
  }

  #sendDue(time: number) {
    while (this.#due(time) > 0) {
      const free = this.#slots.findIndex(({ response }) => response === null)
      const [slot] = free === -1 ? [] : this.#slots.splice(free, 1)
      if (!slot) return
      // To the end, so that people take turns.
      this.#slots.push(slot)
      this.#sent++
      slot.response = this.#send(slot)
    }
  }

  async #send(slot: Slot) {
    try {
      slot.workload.onResponse(await slot.client.request(slot.workload.nextRequest()))
    } catch (error) {
      this.#error ??= error
    } finally {
      slot.response = null
    }
  }
}
