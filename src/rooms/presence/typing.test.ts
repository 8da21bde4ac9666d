import { expect, test } from "bun:test"
import { recordBroadcasts } from "../../../test/support/scene"
import { typingStream } from "../streams"
import { startTyping, stopTyping } from "./typing"

const ann = { id: 1, name: "Ann" }
const bob = { id: 2, name: "Bob" }

const start = (user: typeof ann) => ({ action: "start", user })
const stop = (user: typeof ann) => ({ action: "stop", user })

test("a start is broadcast at most once in three seconds", () => {
  const hall = { id: 101 }
  using broadcasts = recordBroadcasts()

  for (const time of [0, 1000, 2999, 3000, 4000]) startTyping(hall, ann, time)

  expect(broadcasts.on(typingStream(hall))).toEqual([start(ann), start(ann)])
})

test("each user and each room has a limit of its own", () => {
  const [hall, den] = [{ id: 102 }, { id: 103 }]
  using broadcasts = recordBroadcasts()

  startTyping(hall, ann, 0)
  startTyping(hall, bob, 1)
  startTyping(den, ann, 2)

  expect(broadcasts.on(typingStream(hall))).toEqual([start(ann), start(bob)])
  expect(broadcasts.on(typingStream(den))).toEqual([start(ann)])
})

test("a start after a stop is broadcast at once", () => {
  const hall = { id: 104 }
  using broadcasts = recordBroadcasts()

  startTyping(hall, ann, 0)
  stopTyping(hall, ann)
  startTyping(hall, ann, 10)

  expect(broadcasts.on(typingStream(hall))).toEqual([start(ann), stop(ann), start(ann)])
})
