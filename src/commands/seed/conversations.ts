import { randomUUID } from "node:crypto"
import { newestMessages, parseMessageBody, postMessage } from "../../messages/message"
import { type ReachedRoom, reachRoom, startDirect } from "../../rooms/room"
import { startThread } from "../../threads/thread"
import type { User } from "../../users/user"
import type { DemoRoom } from "./demo-chat"
import { randomBody } from "./message-bodies"
import { createRandom, type Random } from "./random"

// Posted as people post them, so threads have followers and other people's messages are unread.
const [DIRECTS, ROOMS, THREADS, REPLIES] = [5, 4, 3, 6]

/** Direct rooms of the administrator, and threads under the newest messages of some rooms. */
export async function addConversations(users: User[], rooms: DemoRoom[]) {
  const [administrator, ...others] = users
  if (!administrator) return
  const random = createRandom(11)
  for (const other of others.slice(0, DIRECTS)) {
    const { id } = await startDirect(administrator, [other.id])
    await converse(await reach(administrator, id), [other, administrator], random)
  }
  for (const { id } of rooms.slice(0, ROOMS)) {
    const newest = await newestMessages({ id })
    for (const message of newest.slice(-THREADS)) {
      const people = [random.pick(others), random.pick(others), administrator]
      await converse(await startThread(administrator, message), people, random)
    }
  }
}

async function converse(room: ReachedRoom, people: User[], random: Random) {
  for (let index = 0; index < REPLIES; index++) {
    const author = people[index % people.length]
    if (!author) continue
    await postMessage(room, author, {
      client_message_id: randomUUID(),
      body: parseMessageBody(randomBody(random)),
    })
  }
}

async function reach(user: User, room_id: number) {
  const room = await reachRoom(user, String(room_id))
  if (!room) throw new Error(`The room ${room_id} was just created and cannot be reached`)
  return room
}
