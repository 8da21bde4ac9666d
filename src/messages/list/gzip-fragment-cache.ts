import { ByteCache } from "../../platform/cache/byte-cache"
import type { GzipFragment } from "../../platform/cache/gzip-fragment"

/** Caches compressed fragments. Concurrent requests for one key share one promise. */
export class GzipFragmentCache {
  readonly #fragments: ByteCache<GzipFragment>
  readonly #pending = new Map<string, Promise<GzipFragment>>()

  /** @param budget in bytes of deflated data, which is all that a concatenated fragment keeps */
  constructor(budget: number) {
    this.#fragments = new ByteCache(budget)
  }

  async get(key: string, make: () => Promise<GzipFragment>): Promise<GzipFragment> {
    const known = this.#fragments.get(key) ?? this.#pending.get(key)
    if (known) return known
    const making = make()
    this.#pending.set(key, making)
    try {
      const made = await making
      this.#fragments.set(key, made, made.deflated.length + 2 * key.length)
      return made
    } finally {
      this.#pending.delete(key)
    }
  }
}
