type Entry<Value> = { value: Value; bytes: number; used: boolean }

/**
 * A cache with a budget in bytes. Evicts by the CLOCK algorithm: an entry that was used since the
 * last eviction gets a second chance. A hit sets a flag; LRU would change the map twice.
 */
export class ByteCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  #size = 0

  /** @param budget in bytes; 0 disables the cache */
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
    this.#size += bytes
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= this.budget) break
      if (entry.used) this.#giveSecondChance(oldest, entry)
      else this.delete(oldest)
    }
  }

  #giveSecondChance(key: string, entry: Entry<Value>) {
    entry.used = false
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  delete(key: string) {
    this.#size -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}
