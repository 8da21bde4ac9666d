import { afterAll, beforeAll, expect, test } from "bun:test"
import { removeMessage } from "../../src/messages/message"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { closedRoom, createMember, createMessage, openRoom, scene } from "../support/scene"
import { replyInThread } from "../support/threads"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada } = await scene())
})
afterAll(() => hearth.close())

test("a room is told who types: at most one start in three seconds, and every stop", async () => {
  const room = await openRoom(ada, "Parlour")
  const bea = await createMember("Bea1")
  await using listener = await CableClient.open(await hearth.clientFor(ada))
  await using typist = await CableClient.open(await hearth.clientFor(bea))
  const typing = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const desk = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const user = { id: bea.id, name: "Bea1" }

  for (const action of ["start", "start", "start", "stop", "start"]) desk.perform(action)
  await typist.flush()
  await listener.flush()

  expect(typing.messages).toEqual([
    { action: "start", user },
    { action: "stop", user },
    { action: "start", user },
  ])
})

test("a person who disconnects while typing stops typing", async () => {
  const room = await openRoom(ada, "Salon")
  const bea = await createMember("Bea2")
  await using listener = await CableClient.open(await hearth.clientFor(ada))
  const typing = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const typist = await CableClient.open(await hearth.clientFor(bea))
  const desk = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })

  desk.perform("start")
  await typist.flush()
  await typist.close()

  expect(await typing.next()).toMatchObject({ action: "start" })
  expect(await typing.next()).toMatchObject({ action: "stop", user: { id: bea.id } })
})

test("inaccessible rooms report no typing", async () => {
  const cellar = await closedRoom(ada, "Cellar", [ada])
  await using cable = await CableClient.open(await hearth.clientFor(await createMember("Bea3")))

  for (const room_id of [cellar.id, 99999, "x"])
    expect(await cable.trySubscribe("TypingNotificationsChannel", { room_id })).toBeNull()
})

test("a thread is told who types in it, and its room is not", async () => {
  const room = await openRoom(ada, "Veranda")
  const bea = await createMember("Bea4")
  const { room_id } = await replyInThread(await createMessage(room, ada, "Who has it?"), ada, "I?")
  await using listener = await CableClient.open(await hearth.clientFor(ada))
  await using typist = await CableClient.open(await hearth.clientFor(bea))
  const inRoom = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const inThread = await listener.subscribe("TypingNotificationsChannel", { room_id })
  const threadTyping = await typist.subscribe("TypingNotificationsChannel", { room_id })
  const roomTyping = await typist.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const user = { id: bea.id, name: "Bea4" }

  threadTyping.perform("start")
  roomTyping.perform("start")
  threadTyping.perform("start")
  threadTyping.unsubscribe()
  await typist.flush()
  await listener.flush()

  expect(inThread.messages).toEqual([
    { action: "start", user },
    { action: "stop", user },
  ])
  expect(inRoom.messages).toEqual([{ action: "start", user }])
})

test("before a thread has a room, those who have it open are told who types the first reply", async () => {
  const room = await openRoom(ada, "Balcony")
  const bea = await createMember("Bea6")
  const { id: message_id } = await createMessage(room, ada, "Who begins?")
  await using listener = await CableClient.open(await hearth.clientFor(ada))
  await using typist = await CableClient.open(await hearth.clientFor(bea))
  const params = { room_id: room.id, message_id }
  const inRoom = await listener.subscribe("TypingNotificationsChannel", { room_id: room.id })
  const inThread = await listener.subscribe("TypingNotificationsChannel", params)
  const typing = await typist.subscribe("TypingNotificationsChannel", params)

  typing.perform("start")
  await typist.flush()
  await listener.flush()

  expect(inThread.messages).toEqual([{ action: "start", user: { id: bea.id, name: "Bea6" } }])
  expect(inRoom.messages).toEqual([])
})

test("a thread admits those whom its room admits, and nobody once its message is removed", async () => {
  const cellar = await closedRoom(ada, "Vault", [ada])
  const root = await createMessage(cellar, ada, "Secret")
  const { room_id } = await replyInThread(root, ada, "Psst")
  await using outsider = await CableClient.open(await hearth.clientFor(await createMember("Bea5")))
  await using own = await CableClient.open(await hearth.clientFor(ada))

  for (const channel of ["TypingNotificationsChannel", "PresenceChannel"]) {
    expect(await outsider.trySubscribe(channel, { room_id })).toBeNull()
    expect(await own.trySubscribe(channel, { room_id })).not.toBeNull()
  }
  await removeMessage(root)
  await using late = await CableClient.open(await hearth.clientFor(ada))
  expect(await late.trySubscribe("TypingNotificationsChannel", { room_id })).toBeNull()
})
