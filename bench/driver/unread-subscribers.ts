import { InvalidRun } from "./response"
import { type FrameHandler, type Handshake, Subscriber } from "./subscriber"

/** People with Hearth open, who hear which of their rooms have news while others are measured. */
export class UnreadSubscribers implements FrameHandler {
  readonly #listeners: Subscriber[] = []
  readonly #heard = new Map<number, Set<Subscriber>>()
  #fail: (error: unknown) => void = () => {}
  #broken: unknown

  /** Resolves when every one of them listens. */
  static async open(manners: Handshake[]): Promise<UnreadSubscribers> {
    const bystanders = new UnreadSubscribers()
    await Promise.all(manners.map((one) => bystanders.#admit(one)))
    return bystanders
  }

  /** @throws {InvalidRun} unless `count` of them have heard of the room since this was last asked */
  expectNotified(room: { id: number }, count: number) {
    if (this.#broken) throw this.#broken
    const heard = this.#heard.get(room.id)?.size ?? 0
    this.#heard.clear()
    if (heard !== count) throw new InvalidRun(`${heard} people heard of news that ${count} have`)
  }

  close() {
    for (const listener of this.#listeners) listener.close()
  }

  isExpected() {
    return false
  }

  onExpected() {}

  onFrame(listener: Subscriber, _frame: Buffer, text: Buffer) {
    const id = /"message":\{"roomId":(\d+),/.exec(text.toString())?.[1]
    if (id) this.#heardBy(Number(id)).add(listener)
  }

  onError(error: unknown) {
    this.#broken ??= error
    this.#fail(error)
  }

  #heardBy(room_id: number) {
    const heard = this.#heard.get(room_id) ?? new Set()
    this.#heard.set(room_id, heard)
    return heard
  }

  #admit(manners: Handshake) {
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject
      const listener = new Subscriber(manners, this, resolve)
      this.#listeners.push(listener)
      listener.open().catch(reject)
    })
  }
}
