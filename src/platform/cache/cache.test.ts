import { describe, expect, test } from "bun:test"
import { Cache } from "./cache"

/** The map's own memory for an entry with a key of one letter. */
const ENTRY = 102

/** Holds `entries` entries of 10 bytes. */
const cacheOf = (entries: number) =>
  new Cache<string>("test", { budget: entries * (10 + ENTRY), size: ({ length }) => length })

const TEN = "0123456789"

describe("a cache", () => {
  test("makes a value once", () => {
    let made = 0
    const cache = cacheOf(2)
    const value = () => cache.get("a", () => `${++made}`)

    expect([value(), value()]).toEqual(["1", "1"])
  })

  test("evicts unused entries first", () => {
    const cache = cacheOf(2)
    cache.set("a", TEN)
    cache.set("b", TEN)
    cache.peek("a")
    cache.set("c", TEN)

    expect([cache.peek("a"), cache.peek("b"), cache.peek("c")]).toEqual([TEN, undefined, TEN])
  })

  test("counts the bytes of a key that is set again once", () => {
    const cache = cacheOf(2)
    for (let n = 0; n < 100; n++) cache.set("a", TEN)
    cache.set("b", TEN)

    expect([cache.peek("a"), cache.peek("b")]).toEqual([TEN, TEN])
    expect(cache.statistics().size).toBe(2 * (10 + ENTRY))
  })

  test("returns a value larger than its budget without keeping it or evicting others", () => {
    const cache = cacheOf(1)
    cache.set("a", TEN)

    expect(cache.get("b", () => `${TEN}!`)).toBe(`${TEN}!`)
    expect([cache.peek("a"), cache.peek("b")]).toEqual([TEN, undefined])
  })

  test("shares the making of a value between concurrent calls", async () => {
    let made = 0
    const cache = cacheOf(1)
    const make = async () => {
      await Bun.sleep(1)
      return `${++made}`
    }

    expect(await Promise.all([cache.load("a", make), cache.load("a", make)])).toEqual(["1", "1"])
    expect(await cache.load("a", make)).toBe("1")
  })

  test("makes a value again after a failure", async () => {
    const cache = cacheOf(1)
    const failing = cache.load("a", () => Promise.reject(new Error("down")))

    expect(failing).rejects.toThrow("down")
    await failing.catch(() => {})
    expect(await cache.load("a", async () => TEN)).toBe(TEN)
  })

  test("counts hits and misses", () => {
    const cache = cacheOf(1)
    cache.get("a", () => TEN)
    cache.get("a", () => TEN)
    cache.peek("b")

    expect(cache.statistics()).toMatchObject({ entries: 1, hits: 1, misses: 2 })
  })
})
