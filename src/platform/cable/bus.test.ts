import { expect, test } from "bun:test"
import { bus, inProcessBus, type Signal } from "./bus"
import { broadcast, disconnectUser, dropSubscriptions } from "./signals"

test("the bus delivers all signals in order, also before the cable starts", () => {
  const heard: Signal[] = []
  const stop = bus().listen((signal) => void heard.push(signal))

  dropSubscriptions(7, "room:1:messages")
  disconnectUser(7, { reconnect: true })
  broadcast("room:1:messages", "<p>Hello</p>")
  stop()
  broadcast("room:1:messages", "<p>Nobody listens</p>")

  expect(heard).toEqual([
    { type: "drop", user_id: 7, grant: "room:1:messages" },
    { type: "disconnect", whose: { user_id: 7 }, reconnect: true },
    { type: "broadcast", stream: "room:1:messages", payload: "<p>Hello</p>" },
  ])
})

test("a key is claimed once until it expires", async () => {
  const { claim } = inProcessBus()

  expect(await Promise.all([claim("a", 60), claim("a", 60), claim("b", 60)])).toEqual([
    true,
    false,
    true,
  ])
  expect(await claim("c", 0)).toBe(true)
  expect(await claim("c", 0)).toBe(true)
})
