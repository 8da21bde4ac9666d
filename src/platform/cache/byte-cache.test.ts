import { expect, test } from "bun:test"
import { ByteCache } from "./byte-cache"

test("unused entries are evicted first", () => {
  const kept = new ByteCache<string>(10)
  kept.set("a", "A", 4)
  kept.set("b", "B", 4)
  kept.get("a")
  kept.set("c", "C", 4)

  expect([kept.get("a"), kept.get("b"), kept.get("c")]).toEqual(["A", undefined, "C"])
})

test("setting a key again counts its bytes once", () => {
  const kept = new ByteCache<number>(10)
  for (let n = 0; n < 100; n++) kept.set("a", n, 6)
  kept.set("b", 1, 4)

  expect([kept.get("a"), kept.get("b")]).toEqual([99, 1])
})

test("a value larger than the budget is not cached and evicts nothing", () => {
  const kept = new ByteCache<string>(10)
  kept.set("a", "A", 10)
  kept.set("b", "B", 11)

  expect([kept.get("a"), kept.get("b")]).toEqual(["A", undefined])
})
