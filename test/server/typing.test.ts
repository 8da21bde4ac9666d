import { afterAll, beforeAll, expect, test } from "bun:test"
import { removeMessage } from "../../src/messages/message"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type House, openHouse } from "../support/hearth"
import { closedRoom, newcomer, openRoom, say, scene } from "../support/scene"
import { answer } from "../support/threads"

let house: House
let ada: User

beforeAll(async () => {
  house = await openHouse()
  ;({ ada } = await scene())
})
afterAll(() => house.close())

test("a room hears who writes: one start in three seconds, and every stop", async () => {
  const room = await openRoom(ada, "Parlour")
  const bea = await newcomer("Bea1")
  await using listener = await CableClient.open(await house.visitor(ada))
  await using typist = await CableClient.open(await house.visitor(bea))
  const heard = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const desk = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const user = { id: bea.id, name: "Bea1" }

  for (const action of ["start", "start", "start", "stop", "start"]) desk.perform(action)
  await typist.settled()
  await listener.settled()

  expect(heard.messages).toEqual([
    { action: "start", user },
    { action: "stop", user },
    { action: "start", user },
  ])
})

test("whoever goes in the middle of a word no longer writes", async () => {
  const room = await openRoom(ada, "Salon")
  const bea = await newcomer("Bea2")
  await using listener = await CableClient.open(await house.visitor(ada))
  const heard = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const typist = await CableClient.open(await house.visitor(bea))
  const desk = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })

  desk.perform("start")
  await typist.settled()
  await typist.close()

  expect(await heard.next()).toMatchObject({ action: "start" })
  expect(await heard.next()).toMatchObject({ action: "stop", user: { id: bea.id } })
})

test("rooms one is not in say nothing of it", async () => {
  const cellar = await closedRoom(ada, "Cellar", [ada])
  await using cable = await CableClient.open(await house.visitor(await newcomer("Bea3")))

  for (const room_id of [cellar.id, 99999, "x"])
    expect(await cable.attempt("TypingNotificationsChannel", { room_id })).toBeNull()
})

test("a thread hears who writes in it, and its room does not", async () => {
  const room = await openRoom(ada, "Veranda")
  const bea = await newcomer("Bea4")
  const root = await say(room, ada, "Who has the key?")
  const thread = { message_id: root.id }
  await using listener = await CableClient.open(await house.visitor(ada))
  await using typist = await CableClient.open(await house.visitor(bea))
  const inRoom = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const inThread = await listener.subscribe("ThreadTypingChannel", thread)
  const desk = await typist.subscribe("ThreadTypingChannel", thread)
  const room_desk = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const user = { id: bea.id, name: "Bea4" }

  desk.perform("start")
  room_desk.perform("start")
  desk.perform("start")
  desk.unsubscribe()
  await typist.settled()
  await listener.settled()

  expect(inThread.messages).toEqual([
    { action: "start", user, thread_id: root.id },
    { action: "stop", user, thread_id: root.id },
  ])
  expect(inRoom.messages).toEqual([{ action: "start", user }])
})

test("a thread says nothing to who is not in its room, and there is none under an answer", async () => {
  const cellar = await closedRoom(ada, "Vault", [ada])
  const root = await say(cellar, ada, "Secret")
  const reply = await answer(root, ada, "Psst")
  const gone = await say(cellar, ada, "Forget it")
  await removeMessage(gone)
  await using stranger = await CableClient.open(await house.visitor(await newcomer("Bea5")))
  await using own = await CableClient.open(await house.visitor(ada))

  expect(await stranger.attempt("ThreadTypingChannel", { message_id: root.id })).toBeNull()
  for (const message_id of [reply.id, gone.id, "x"])
    expect(await own.attempt("ThreadTypingChannel", { message_id })).toBeNull()
  expect(await own.attempt("ThreadTypingChannel", { message_id: root.id })).not.toBeNull()
})
