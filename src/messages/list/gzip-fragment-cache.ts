import { ByteCache } from "../../platform/cache/byte-cache"
import type { GzipFragment } from "../../platform/cache/gzip-fragment"

/** Pieces of pages by what they show. What several ask for at once is made once, and they wait together. */
export class GzipFragmentCache {
  readonly #kept: ByteCache<GzipFragment>
  readonly #beingMade = new Map<string, Promise<GzipFragment>>()

  /** @param budget in bytes of what is deflated: all that a joined piece keeps */
  constructor(budget: number) {
    this.#kept = new ByteCache(budget)
  }

  async get(key: string, make: () => Promise<GzipFragment>): Promise<GzipFragment> {
    const known = this.#kept.get(key) ?? this.#beingMade.get(key)
    if (known) return known
    const making = make()
    this.#beingMade.set(key, making)
    try {
      const made = await making
      this.#kept.set(key, made, made.deflated.length + 2 * key.length)
      return made
    } finally {
      this.#beingMade.delete(key)
    }
  }
}
