type Entry<Value> = { value: Value; bytes: number; used: boolean }

/**
 * Remembers what is used, up to a budget of bytes. What has been used since it was last in danger
 * gets a second chance (the CLOCK algorithm): a look costs no more than that, where keeping the
 * entries in the order of their use would cost two changes of the map.
 */
export class ByteCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  #spent = 0

  /** @param budget in bytes; 0 remembers nothing, and must change nothing but speed */
  constructor(readonly budget: number) {}

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    entry.used = true
    return entry.value
  }

  set(key: string, value: Value, bytes: number) {
    this.delete(key)
    if (bytes > this.budget) return
    this.#entries.set(key, { value, bytes, used: false })
    this.#spent += bytes
    for (const [oldest, entry] of this.#entries) {
      if (this.#spent <= this.budget) break
      if (entry.used) this.#spare(oldest, entry)
      else this.delete(oldest)
    }
  }

  #spare(key: string, entry: Entry<Value>) {
    entry.used = false
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  delete(key: string) {
    this.#spent -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}
