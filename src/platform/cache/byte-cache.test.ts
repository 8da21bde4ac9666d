import { expect, test } from "bun:test"
import { ByteCache } from "./byte-cache"

test("what was used longest ago gives way", () => {
  const kept = new ByteCache<string>(10)
  kept.set("a", "A", 4)
  kept.set("b", "B", 4)
  kept.get("a")
  kept.set("c", "C", 4)

  expect([kept.get("a"), kept.get("b"), kept.get("c")]).toEqual(["A", undefined, "C"])
})

test("a value that is set again is paid for once", () => {
  const kept = new ByteCache<number>(10)
  for (let n = 0; n < 100; n++) kept.set("a", n, 6)
  kept.set("b", 1, 4)

  expect([kept.get("a"), kept.get("b")]).toEqual([99, 1])
})

test("what is larger than all of the budget is not kept, and pushes nothing out", () => {
  const kept = new ByteCache<string>(10)
  kept.set("a", "A", 10)
  kept.set("b", "B", 11)

  expect([kept.get("a"), kept.get("b")]).toEqual(["A", undefined])
})
