import { ConfigError } from "../../config"
import { log } from "../logger"

type Entry<Value> = { value: Value; bytes: number; used: boolean }

/** What a cache did since the process started. */
type CacheStatistics = {
  name: string
  entries: number
  /** In bytes, like `budget`. */
  size: number
  budget: number
  hits: number
  misses: number
}

type Options<Value> = {
  /** In bytes. */
  budget: number
  /** The memory of a value in bytes, without its key. */
  size: (value: Value) => number
}

const caches = new Map<string, { statistics(): CacheStatistics }>()
let disabled: ReadonlySet<string> = new Set()

/**
 * The one way to cache in memory. A key is derived from the ids and times of all that the value
 * depends on, so nothing is ever invalidated: a change makes a new key, and the old entry is evicted
 * when the budget is used up. `docs/architecture.md` lists every cache with its measured gain.
 *
 * @param name unique; `DISABLED_CACHES` switches the cache off by it
 */
export function cache<Value>(name: string, options: Options<Value>): Cache<Value> {
  if (caches.has(name)) throw new Error(`There are two caches named ${name}`)
  const made = new Cache<Value>(name, options)
  caches.set(name, made)
  return made
}

/** Switches caches off by name; `all` switches off every one. They compute each value again. */
export function disableCaches(names: readonly string[]) {
  const unknown = names.find((name) => name !== "all" && !caches.has(name))
  if (unknown !== undefined)
    throw new ConfigError(
      `DISABLED_CACHES names no cache with ${JSON.stringify(unknown)}. The caches are: ${[...caches.keys()].join(", ")}.`,
    )
  disabled = new Set(names)
}

export function logCaches() {
  for (const each of caches.values()) log.debug(each.statistics(), "Cache")
}

/**
 * A map with a budget in bytes. Evicts by the CLOCK algorithm: an entry that was used since the last
 * eviction gets a second chance. A hit sets a flag; LRU would change the map twice.
 */
export class Cache<Value> {
  readonly #name: string
  readonly #options: Options<Value>
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #pending = new Map<string, Promise<Value>>()
  #size = 0
  #hits = 0
  #misses = 0

  constructor(name: string, options: Options<Value>) {
    this.#name = name
    this.#options = options
  }

  /** The cached value, else the one that `make` returns, which is cached. */
  get(key: string, make: () => Value): Value {
    const found = this.peek(key)
    if (found !== undefined) return found
    const made = make()
    this.set(key, made)
    return made
  }

  /** Like `get`. Concurrent calls for one key share one call of `make`. */
  async load(key: string, make: () => Promise<Value>): Promise<Value> {
    const found = this.peek(key) ?? this.#pending.get(key)
    if (found !== undefined) return found
    const making = make()
    if (this.#isDisabled()) return making
    this.#pending.set(key, making)
    try {
      const made = await making
      this.set(key, made)
      return made
    } finally {
      this.#pending.delete(key)
    }
  }

  /** For values that are made many at a time: `peek` at all, then `set` the missing ones. */
  peek(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) {
      this.#misses++
      return undefined
    }
    this.#hits++
    entry.used = true
    return entry.value
  }

  set(key: string, value: Value) {
    const bytes = this.#options.size(value) + 2 * key.length + ENTRY
    this.delete(key)
    if (bytes > this.#options.budget || this.#isDisabled()) return
    this.#entries.set(key, { value, bytes, used: false })
    this.#size += bytes
    if (this.#size > this.#options.budget) this.#evict()
  }

  delete(key: string) {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#size -= entry.bytes
    this.#entries.delete(key)
  }

  statistics(): CacheStatistics {
    return {
      name: this.#name,
      entries: this.#entries.size,
      size: this.#size,
      budget: this.#options.budget,
      hits: this.#hits,
      misses: this.#misses,
    }
  }

  #evict() {
    for (const [key, entry] of this.#entries) {
      if (this.#size <= this.#options.budget) break
      if (entry.used) this.#giveSecondChance(key, entry)
      else this.delete(key)
    }
  }

  #giveSecondChance(key: string, entry: Entry<Value>) {
    entry.used = false
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  #isDisabled() {
    return disabled.size > 0 && (disabled.has(this.#name) || disabled.has("all"))
  }
}

/** The map's own memory for an entry, in bytes, about. */
const ENTRY = 100

/** Bytes of a string in memory, at most. */
export const textSize = (text: string) => 2 * text.length
