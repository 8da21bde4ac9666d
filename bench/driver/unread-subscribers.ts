import { Invalid } from "./response"
import { type Audience, Listener, type Manners } from "./subscriber"

/** People with Hearth open, who hear which of their rooms have news while others are measured. */
export class Bystanders implements Audience {
  readonly #listeners: Listener[] = []
  readonly #heard = new Map<number, Set<Listener>>()
  #fail: (error: unknown) => void = () => {}
  #broken: unknown

  /** Resolves when every one of them listens. */
  static async gather(manners: Manners[]): Promise<Bystanders> {
    const bystanders = new Bystanders()
    await Promise.all(manners.map((one) => bystanders.#admit(one)))
    return bystanders
  }

  /** @throws {Invalid} unless `count` of them have heard of the room since this was last asked */
  check(room: { id: number }, count: number) {
    if (this.#broken) throw this.#broken
    const heard = this.#heard.get(room.id)?.size ?? 0
    this.#heard.clear()
    if (heard !== count) throw new Invalid(`${heard} people heard of news that ${count} have`)
  }

  leave() {
    for (const listener of this.#listeners) listener.close()
  }

  knows() {
    return false
  }

  arrived() {}

  judge(listener: Listener, _frame: Buffer, text: Buffer) {
    const id = /"message":\{"roomId":(\d+),/.exec(text.toString())?.[1]
    if (id) this.#heardBy(Number(id)).add(listener)
  }

  failed(error: unknown) {
    this.#broken ??= error
    this.#fail(error)
  }

  #heardBy(room_id: number) {
    const heard = this.#heard.get(room_id) ?? new Set()
    this.#heard.set(room_id, heard)
    return heard
  }

  #admit(manners: Manners) {
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject
      const listener = new Listener(manners, this, resolve)
      this.#listeners.push(listener)
      listener.open().catch(reject)
    })
  }
}
