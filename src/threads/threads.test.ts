import { expect, test } from "bun:test"
import { mention } from "../../test/support/mentions"
import {
  allMessages,
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  messageByClientId,
  openTab,
  recordBroadcasts,
  removeMember,
  scene,
  withDisplayName,
} from "../../test/support/scene"
import { replyInThread as answerIn } from "../../test/support/threads"
import {
  type Message,
  messagesAround,
  messagesBefore,
  newestMessages,
  postMessage,
  reachMessage,
  readBody,
  refresh,
  removeMessage,
} from "../messages/message"
import { database, minutes, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { workOff } from "../platform/jobs/job"
import { unreadMarksOf } from "../rooms/memberships/unread-broadcast"
import {
  disappear,
  grant,
  involve,
  markRead,
  messagesStream,
  type Room,
  reachRoom,
  removeRoom,
  revoke,
  startDirect,
} from "../rooms/room"
import { accessGrant, ROOM_ACTIVITY } from "../rooms/streams"
import { deactivateUser, type User } from "../users/user"
import { threadsStream } from "./following"
import { summariesOf } from "./summary"
import { followedThreads, involvementIn, reachThread, startThread, unreadThreads } from "./thread"

const roomUnread = async (room: Parameters<typeof membershipOf>[0], person: User) =>
  (await membershipOf(room, person)).unread_at !== null

const follows = async (root: Message, person: User) =>
  involvementIn(await reachThread(person, root), { type: "open" }, root, person)

async function threadOf(root: Message, person: User) {
  const thread = await reachThread(person, root)
  if (!thread) throw new Error("Nobody has replied")
  return thread
}

const rooms = () => database().selectFrom("rooms").selectAll().orderBy("id").execute()

onBothDatabases("a reply in a thread", () => {
  test("is in its thread and not in the room, which stays read", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    await transaction((trx) => trx.updateTable("memberships").set({ unread_at: null }).execute())

    const answer = await answerIn(root, bea, "<p>I do</p>")

    expect((await newestMessages(hall)).map(({ id }) => id)).toEqual([root.id])
    expect((await newestMessages(await threadOf(root, ada))).map(({ id }) => id)).toEqual([
      answer.id,
    ])
    expect(await roomUnread(hall, ada)).toBe(false)
    expect(await roomUnread(hall, bea)).toBe(false)
  })

  test("makes the parent's author and the authors of replies followers, and nobody else", async () => {
    const { ada, bea, hall } = await scene()
    const cleo = await createMember("Cleo")
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")

    await answerIn(root, bea, "<p>I do</p>")

    expect(await follows(root, ada)).toBe("everything")
    expect(await follows(root, bea)).toBe("everything")
    expect(await follows(root, cleo)).toBe("nothing")
  })

  test("is unread for absent followers, and broadcast to them alone", async () => {
    const { ada, bea, hall } = await scene()
    const cleo = await createMember("Cleo")
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    using broadcasts = recordBroadcasts()

    await answerIn(root, bea, "<p>I do</p>")

    expect(await unreadThreads(ada)).toEqual([root.id])
    expect(await unreadThreads(bea)).toEqual([])
    expect(await unreadThreads(cleo)).toEqual([])
    const thread = await threadOf(root, ada)
    expect(broadcasts.on(ROOM_ACTIVITY)).toMatchObject([{ id: thread.id }])
    const connected = new Set([ada.id, bea.id, cleo.id])
    expect(await unreadMarksOf(thread, connected)).toEqual([
      { user_id: ada.id, unread: true },
      { user_id: bea.id, unread: false },
    ])
  })

  test("is read by users with the thread open, until their tab is hidden", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    await answerIn(root, ada, "<p>Anybody?</p>")
    const thread = await threadOf(root, ada)
    const tab = await openTab(thread, ada)

    await answerIn(root, bea, "<p>I do</p>")
    expect(await unreadThreads(ada)).toEqual([])

    await disappear(tab)
    await answerIn(root, bea, "<p>Still do</p>")
    expect(await unreadThreads(ada)).toEqual([root.id])

    using broadcasts = recordBroadcasts()
    await markRead({ room_id: (await threadOf(root, ada)).id, user_id: ada.id })
    expect(await unreadThreads(ada)).toEqual([])
    expect(broadcasts.on(threadsStream(ada.id))).toEqual([{ thread_id: root.id, unread: false }])
  })

  test("notifies users who follow it, and not those who unfollowed it", async () => {
    const { ada, bea, hall } = await scene()
    const cleo = await createMember("Cleo")
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    await involve(await startThread(ada, root), "nothing")
    await involve(await startThread(cleo, root), "everything")

    await answerIn(root, bea, "<p>I do</p>")

    expect(await unreadThreads(ada)).toEqual([])
    expect(await unreadThreads(cleo)).toEqual([root.id])
    const thread = await threadOf(root, ada)
    await expect(involve(thread, "sometimes")).rejects.toThrow("no such notification setting")
  })

  test("is followed by all members in a direct room", async () => {
    const { ada, bea } = await scene()
    const direct = await startDirect(ada, [bea.id])
    const root = await createMessage(direct, ada, "<p>Dinner?</p>")

    await answerIn(root, ada, "<p>At eight</p>")

    expect(await unreadThreads(bea)).toEqual([root.id])
  })

  test("is broadcast to its thread, and updates the summary in the room", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    using broadcasts = recordBroadcasts()

    await answerIn(root, bea, "<p>I do</p>")

    const thread = await threadOf(root, ada)
    const [summary, ...others] = broadcasts.on(messagesStream(hall)).map(String)
    const [appended] = broadcasts.on(messagesStream(thread)).map(String)
    expect(others).toEqual([])
    expect(summary).toContain(`target="thread_summary_message_${root.client_message_id}"`)
    expect(summary).toContain(`data-room-id="${thread.id}"`)
    expect(summary).toContain("1 reply")
    expect(appended).toContain(`action="append" target="messages_thread_${root.id}"`)
    expect(appended).not.toContain("thread_summary_message_")
  })

  test("touches its parent message, so that pages render it again", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")

    const answer = await answerIn(root, bea, "<p>I do</p>")

    const question = { since: root.updated_at, held: [root.id] }
    const streams = await refresh(withDisplayName(hall), question)
    expect(streams).toStartWith(
      `<turbo-stream action="replace" target="message_${root.client_message_id}"`,
    )
    expect(streams).not.toContain('action="append"')
    expect(await refresh(await threadOf(root, ada), question)).toContain(
      `id="message_${answer.client_message_id}"`,
    )
  })

  test("is later than its room, also from a process whose clock is behind", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    await startThread(ada, root)
    const ahead = now() + minutes(5)
    await transaction((trx) =>
      trx.updateTable("rooms").set({ updated_at: ahead }).where("id", "=", hall.id).execute(),
    )

    const reply = await answerIn(root, bea, "<p>I do</p>")

    expect(reply.created_at).toBeGreaterThan(ahead)
    expect(await refresh(await threadOf(root, ada), { since: ahead, held: [] })).toContain(
      `id="message_${reply.client_message_id}"`,
    )
  })

  test("is stored and broadcast once when it is sent twice", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const draft = { body: readBody("<p>I do</p>"), client_message_id: "once" }
    const room = await startThread(bea, root)

    const first = await postMessage(room, bea, draft)
    await markRead({ room_id: (await threadOf(root, ada)).id, user_id: ada.id })
    const again = await postMessage(room, bea, draft)

    expect(again).toBe(first)
    expect(await unreadThreads(ada)).toEqual([])
    expect((await summariesOf([root])).get(root.id)?.count).toBe(1)
  })

  test("cannot have the id of a message of the room, whose element it would replace", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const thread = await startThread(bea, root)
    const reply = (client_message_id: string) =>
      postMessage(thread, bea, { body: readBody("I do"), client_message_id })

    await expect(reply(root.client_message_id)).rejects.toThrow("another message has this id")
    expect(await reply("free")).toContain("I do")
    expect((await newestMessages(thread)).length).toBe(1)
  })

  test("needs a parent message that exists and is no reply itself", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const answer = await answerIn(root, bea, "<p>I do</p>")
    const thread = await threadOf(root, bea)
    await expect(startThread(ada, answer)).rejects.toThrow()

    await removeMessage(root)
    await expect(startThread(bea, root)).rejects.toThrow()
    const late = postMessage(thread, bea, {
      body: readBody("Hm"),
      client_message_id: "late",
    })
    await expect(late).rejects.toThrow("was deleted")
  })
})

onBothDatabases("the summary under a message", () => {
  test("has the number of replies and the last three authors, latest first", async () => {
    const { ada, bea, hall } = await scene()
    const [cleo, dan] = [await createMember("Cleo"), await createMember("Dan")]
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    for (const person of [ada, bea, cleo, dan, bea]) await answerIn(root, person, "<p>Not me</p>")
    const last = await answerIn(root, ada, "<p>Found it</p>")

    const summary = (await summariesOf([root])).get(root.id)

    expect(summary).toMatchObject({ count: 6, last_at: last.created_at })
    expect(summary?.faces.map(({ name }) => name)).toEqual(["Ada", "Bea", "Dan"])
  })

  test("is updated when replies are deleted, and removed with the last one", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const first = await answerIn(root, bea, "<p>I do</p>")
    const second = await answerIn(root, bea, "<p>Or not</p>")
    using broadcasts = recordBroadcasts()

    await removeMessage(second)
    await removeMessage(first)

    const streams = broadcasts.on(messagesStream(hall)).map(String)
    expect(streams.some((stream) => stream.includes("1 reply"))).toBe(true)
    expect(streams.findLast((stream) => stream.includes("thread_summary"))).not.toContain("<a")
    expect((await summariesOf([root])).size).toBe(0)
    expect((await messageByClientId(root.client_message_id)).updated_at).toBeGreaterThan(
      root.updated_at,
    )
  })
})

onBothDatabases("removing a message", () => {
  test("removes its thread: replies, search entries and followers", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const other = await createMessage(hall, ada, "<p>Good morning</p>")
    await answerIn(root, bea, "<p>I do</p>")
    const answer = await answerIn(root, ada, "<p>Thanks</p>")
    const thread = await threadOf(root, bea)
    using broadcasts = recordBroadcasts()

    await removeMessage(root)

    expect(await reachRoom(bea, String(thread.id))).toBeNull()
    expect(await reachMessage(bea, String(answer.id))).toBeNull()
    expect(broadcasts.on(messagesStream(hall)).join("")).toContain(
      `action="remove" target="message_${root.client_message_id}"`,
    )
    expect(broadcasts.on(threadsStream(bea.id))).toEqual([{ thread_id: root.id, unread: false }])
    expect(await followedThreads(ada, null)).toEqual({ threads: [], older: null })

    await workOff()

    expect((await allMessages()).map(({ id }) => id)).toEqual([other.id])
    const entries = await database().selectFrom("search_entries").select("rowid").execute()
    expect(entries.map(({ rowid }) => rowid)).toEqual([other.id])
    expect((await rooms()).map(({ id }) => id)).toEqual([hall.id])
  })

  test("with its room removes its thread", async () => {
    const { ada, bea } = await scene()
    const board = await closedRoom(ada, "Board", [ada, bea])
    const root = await createMessage(board, ada, "<p>Who has the key?</p>")
    await answerIn(root, bea, "<p>I do</p>")
    const thread = await threadOf(root, bea)

    await removeRoom({ ...board, display_name: "Board" }, ada, null)
    expect(await reachRoom(bea, String(thread.id))).toBeNull()
    await workOff()

    expect(await allMessages()).toEqual([])
    expect(await database().selectFrom("search_entries").select("rowid").execute()).toEqual([])
    expect((await rooms()).map(({ name }) => name)).toEqual(["All Talk"])
  })
})

onBothDatabases("a thread", () => {
  test("is one room, also when many users start it concurrently", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")

    const started = await Promise.all([ada, bea, ada, bea].map((one) => startThread(one, root)))

    expect(new Set(started.map(({ id }) => id)).size).toBe(1)
    expect(await rooms()).toMatchObject([
      { id: hall.id, access_room_id: hall.id },
      { type: "thread", root_room_id: hall.id, access_room_id: hall.id },
    ])
  })

  test("is reachable for users who may enter its room, and for nobody else", async () => {
    const { ada, bea } = await scene()
    const board = await closedRoom(ada, "Board", [ada])
    const root = await createMessage(board, ada, "<p>Who has the key?</p>")
    await answerIn(root, ada, "<p>I do</p>")
    const thread = await threadOf(root, ada)
    expect(await reachThread(bea, root)).toBeNull()

    await transaction((trx) => grant(trx, board, [bea.id]))

    expect(await reachThread(bea, root)).toMatchObject({
      id: thread.id,
      display_name: "Board",
      membership: { id: null, involvement: "nothing" },
    })
  })

  test("ends with access: one signal drops the subscriptions to the room and to its threads", async () => {
    const { ada, bea } = await scene()
    const board = await closedRoom(ada, "Board", [ada, bea])
    for (const word of ["One", "Two"]) {
      const root = await createMessage(board, bea, word)
      await answerIn(root, ada, "Yes")
    }
    using broadcasts = recordBroadcasts()

    await transaction((trx) => revoke(trx, board, [bea.id]))

    expect(broadcasts.signals).toEqual([
      { type: "drop", user_id: bea.id, grant: accessGrant(board) },
    ])
    expect(await membershipsIn(board)).toEqual([ada.id, ada.id, ada.id])
  })

  test("cannot be followed once access is revoked, also by a request that began before", async () => {
    const { ada, bea } = await scene()
    const board = await closedRoom(ada, "Board", [ada, bea])
    const root = await createMessage(board, ada, "One")
    await answerIn(root, ada, "Yes")
    const reached = await threadOf(root, bea)
    await transaction((trx) => revoke(trx, board, [bea.id]))

    await expect(involve(reached, "everything")).rejects.toThrow("no longer in this room")

    expect(await membershipsIn(board)).toEqual([ada.id, ada.id])
  })

  test("leaves no room behind when its parent is removed while it is started", async () => {
    const { ada, bea, hall } = await scene()
    for (let round = 0; round < 5; round++) {
      const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
      await Promise.allSettled([
        answerIn(root, bea, "<p>I do</p>"),
        removeMessage(root),
        answerIn(root, ada, "<p>Me, too</p>"),
      ])
    }
    await workOff()

    expect((await rooms()).map(({ id }) => id)).toEqual([hall.id])
    expect(await allMessages()).toEqual([])
  })
})

onBothDatabases("a user's threads", () => {
  test("are listed with the start of their parent message, including mentions", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, `<p>${mention(bea)} has the key</p>`)
    await answerIn(root, bea, "<p>I do</p>")

    const { threads } = await followedThreads(ada, null)

    expect(threads.map(({ words }) => words)).toEqual(["@Bea has the key"])
  })

  test("are listed unread first, then by the last reply, with the message to open", async () => {
    const { ada, bea, hall } = await scene()
    const [old, unread, fresh] = [
      await createMessage(hall, ada, "<p>Old news</p>"),
      await createMessage(hall, ada, "<p>Who has the key?</p>"),
      await createMessage(hall, bea, "<p>Lunch</p>"),
    ]
    const stale = await answerIn(old, ada, "<p>Indeed</p>")
    await answerIn(unread, ada, "<p>Anybody?</p>")
    const missed = await answerIn(unread, bea, "<p>I do</p>")
    await answerIn(unread, bea, "<p>Come and get it</p>")
    const last = await answerIn(fresh, ada, "<p>At one</p>")
    await createMessage(hall, ada, "<p>Nobody answers this</p>")

    const { threads, older } = await followedThreads(ada, null)

    expect(threads.map(({ id, next_id, unread }) => ({ id, next_id, unread }))).toEqual([
      { id: unread.id, next_id: missed.id, unread: true },
      { id: fresh.id, next_id: last.id, unread: false },
      { id: old.id, next_id: stale.id, unread: false },
    ])
    expect(threads[0]).toMatchObject({ words: "Who has the key?", summary: { count: 3 } })
    expect(older).toBeNull()
    const rest = await followedThreads(ada, { at: last.created_at, unread: false })
    expect(rest.threads.map(({ id }) => id)).toEqual([old.id])
  })

  test("are paged without gaps, however many are unread", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Long read</p>")
    await answerIn(root, bea, "<p>Indeed</p>")
    await markRead({ room_id: (await threadOf(root, ada)).id, user_id: ada.id })
    const unread: number[] = []
    for (let number = 1; number <= 51; number++) {
      const { id } = await createMessage(hall, ada, `<p>Question ${number}</p>`)
      unread.unshift(id)
      await answerIn({ id }, bea, "<p>Answer</p>")
    }

    const first = await followedThreads(ada, null)
    const second = await followedThreads(ada, first.older)

    expect(first.threads.map(({ id }) => id)).toEqual(unread.slice(0, 50))
    expect(second.threads.map(({ id, unread }) => ({ id, unread }))).toEqual([
      { id: unread[50] ?? 0, unread: true },
      { id: root.id, unread: false },
    ])
    expect(second.older).toBeNull()
  })

  test("end with the membership of the room, and don't return with it", async () => {
    const { ada, bea } = await scene()
    const board = await closedRoom(ada, "Board", [ada, bea])
    const root = await createMessage(board, bea, "<p>Who has the key?</p>")
    await answerIn(root, ada, "<p>I do</p>")
    expect(await unreadThreads(bea)).toEqual([root.id])

    await transaction((trx) => revoke(trx, board, [bea.id]))

    expect(await unreadThreads(bea)).toEqual([])
    await answerIn(root, ada, "<p>Really</p>")
    expect(await unreadThreads(bea)).toEqual([])
  })

  test("are unreachable after the user left the room", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, bea, "<p>Who has the key?</p>")
    await answerIn(root, ada, "<p>I do</p>")

    await removeMember(hall, bea)

    expect(await unreadThreads(bea)).toEqual([])
    expect((await followedThreads(bea, null)).threads).toEqual([])
  })

  test("end with the user's account", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    await answerIn(root, bea, "<p>I do</p>")

    await deactivateUser(ada, bea.id, null)

    expect(await follows(root, bea)).toBe("nothing")
  })
})

onBothDatabases("a thread with thousands of replies", () => {
  test("is paged like a room", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Count</p>")
    const thread = await startThread(bea, root)
    await flood(thread, bea, 5000)

    const newest = await newestMessages(thread)
    expect(newest).toHaveLength(40)
    const [first] = newest
    if (!first) throw new Error("No page")
    const place = await database()
      .selectFrom("messages")
      .selectAll()
      .where("id", "=", first.id)
      .executeTakeFirstOrThrow()
    const before = await messagesBefore(thread, place)
    expect(before).toHaveLength(40)
    expect(before.at(-1)?.id).toBeLessThan(first.id)
    expect(await messagesAround(thread, place)).toHaveLength(80)
    expect((await summariesOf([root])).get(root.id)?.count).toBe(5000)
  })
})

async function membershipsIn(room: Room) {
  const members = await database()
    .selectFrom("memberships")
    .select("user_id")
    .where(({ or, eb }) => or([eb("room_id", "=", room.id), eb("access_room_id", "=", room.id)]))
    .execute()
  return members.map(({ user_id }) => user_id)
}

async function flood({ id: room_id }: Room, { id: creator_id }: User, count: number) {
  await transaction(async (trx) => {
    for (let from = 0; from < count; from += 500)
      await trx
        .insertInto("messages")
        .values(
          Array.from({ length: 500 }, (_, index) => {
            const time = now()
            return {
              room_id,
              creator_id,
              client_message_id: `flood-${from + index}`,
              body: "<p>One</p>",
              created_at: time,
              updated_at: time,
            }
          }),
        )
        .execute()
  })
}
