import { expect, test } from "bun:test"
import {
  allMessages,
  closedRoom,
  createMember,
  createMessage,
  DEVICE,
  membershipOf,
  openRoom,
  recordBroadcasts,
  scene,
  userById,
} from "../../../test/support/scene"
import { withTimeout } from "../../../test/support/timeouts"
import { auditEntries } from "../../accounts/audit/audit"
import { bus } from "../../platform/cable/cable"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { Forbidden, NotFound, ValidationError } from "../../platform/http/errors"
import { startWorker, workOff } from "../../platform/jobs/job"
import { messagesStream } from "../../rooms/room"
import { startSession } from "../../sessions/session"
import { changeRole } from "../account/roles"
import { banUser, deactivateUser, isBanned, onUserRemoved, type User, unbanUser } from "../user"

const IP = "203.0.113.200"

const signIn = (user: User, ip_address: string | null) =>
  transaction((trx) => startSession(trx, user, { ip_address, user_agent: null }))

const sessionsOf = (user: User) =>
  database().selectFrom("sessions").select("id").where("user_id", "=", user.id).execute()

const bannedAddresses = async () =>
  (await database().selectFrom("bans").select("ip_address").orderBy("ip_address").execute()).map(
    ({ ip_address }) => ip_address,
  )

const activeAdministrators = async () =>
  (
    await database()
      .selectFrom("users")
      .select("id")
      .where("role", "=", "administrator")
      .where("status", "=", "active")
      .execute()
  ).map(({ id }) => id)

const makeDue = () => transaction((trx) => trx.updateTable("jobs").set({ run_at: 0 }).execute())

/** Inserts more messages than one batch of the job deletes. */
const insertMessages = (room: { id: number }, user: User, count: number) =>
  transaction(async (trx) => {
    const message = { room_id: room.id, creator_id: user.id, body: "Buy this" }
    const times = { created_at: 1, updated_at: 1 }
    const messages = Array.from({ length: count }, () => ({
      ...message,
      ...times,
      client_message_id: crypto.randomUUID(),
    }))
    for (let start = 0; start < count; start += 500)
      await trx
        .insertInto("messages")
        .values(messages.slice(start, start + 500))
        .execute()
  })

const nextBroadcast = (stream: string) =>
  withTimeout(
    new Promise<void>((resolve) => {
      const stop = bus().listen((signal) => {
        if (signal.type !== "broadcast" || signal.stream !== stream) return
        stop()
        resolve()
      })
    }),
    () => `a broadcast on ${stream}`,
  )

onBothDatabases("a ban", () => {
  test("bans each public address of the user once", async () => {
    const { ada, bea } = await scene()
    for (const address of [
      "198.51.100.1",
      "198.51.100.1",
      "::ffff:198.51.100.1",
      "2001:DB8::1",
      "192.168.1.7",
      "10.0.0.1",
      "127.0.0.1",
      "fe80::1",
      "nonsense",
      "",
      null,
    ])
      await signIn(bea, address)

    await banUser(ada, bea.id, IP)

    expect(await bannedAddresses()).toEqual(["198.51.100.1", "2001:db8::1"])
    expect(await isBanned("198.51.100.1")).toBe(true)
    expect(await isBanned("::ffff:198.51.100.1")).toBe(true)
    expect(await isBanned("2001:db8:0::1")).toBe(true)
    for (const address of ["198.51.100.2", "192.168.1.7", "127.0.0.1", "nonsense", ""])
      expect(await isBanned(address)).toBe(false)
  })

  test("does not ban the actor's own address", async () => {
    const { ada, bea } = await scene()
    await signIn(bea, IP)
    await signIn(bea, "203.0.113.7")

    await banUser(ada, bea.id, IP)

    expect(await bannedAddresses()).toEqual(["203.0.113.7"])
  })

  test("ends the user's sessions, disconnects their sockets and keeps their memberships", async () => {
    const { ada, bea, hall } = await scene()
    const { id } = await signIn(bea, "198.51.100.1")
    const membership = await membershipOf(hall, bea)
    using ear = recordBroadcasts()

    await banUser(ada, bea.id, IP)

    expect(await sessionsOf(bea)).toEqual([])
    expect(await sessionsOf(ada)).toHaveLength(1)
    expect(await userById(bea.id)).toMatchObject({ status: "banned" })
    expect((await userById(bea.id)).updated_at).toBeGreaterThan(bea.updated_at)
    expect(await membershipOf(hall, bea)).toEqual(membership)
    expect(ear.signals.filter(({ type }) => type === "disconnect")).toEqual([
      { type: "disconnect", whose: { session_id: id }, reconnect: false },
      { type: "disconnect", whose: { user_id: bea.id }, reconnect: false },
    ])
  })

  test("deletes the user's messages by a job and broadcasts the removals", async () => {
    const { ada, bea, hall } = await scene()
    const den = await closedRoom(bea, "Den", [bea])
    const kept = await createMessage(hall, ada, "Mine")
    const said = [
      await createMessage(hall, bea, "One"),
      await createMessage(hall, bea, "Two"),
      await createMessage(den, bea, "3"),
    ]
    await banUser(ada, bea.id, IP)
    expect(await allMessages()).toHaveLength(4)
    using ear = recordBroadcasts()

    await workOff()

    expect(await allMessages()).toEqual([kept])
    expect(await database().selectFrom("search_entries").select("rowid").execute()).toEqual([
      { rowid: kept.id },
    ])
    for (const { client_message_id, room_id } of said)
      expect(ear.on(messagesStream({ id: room_id })).join("")).toContain(
        `<turbo-stream action="remove" target="message_${client_message_id}">`,
      )
    const removals = await database()
      .selectFrom("message_removals")
      .select("client_message_id")
      .execute()
    expect(removals.map((one) => one.client_message_id).toSorted()).toEqual(
      said.map((one) => one.client_message_id).toSorted(),
    )
  })

  test("deletes messages in batches until none remain", async () => {
    const { ada, bea, hall } = await scene()
    const den = await closedRoom(bea, "Den", [bea])
    for (let count = 0; count < 130; count++)
      await createMessage(count % 2 ? hall : den, bea, `${count}`)
    await banUser(ada, bea.id, IP)

    await workOff()

    expect(await allMessages()).toEqual([])
  })

  test("resumes its job after a crash", async () => {
    const { ada, bea, hall } = await scene()
    await insertMessages(hall, bea, 3000)
    await banUser(ada, bea.id, IP)

    const worker = startWorker()
    await nextBroadcast(messagesStream(hall))
    await worker.stop({ grace: 0 })
    const remaining = await allMessages()
    await workOff()

    expect(remaining.length).toBeGreaterThan(0)
    expect(await allMessages()).toEqual([])
  })

  test("deletes messages that were posted concurrently, and none after an unban", async () => {
    const { ada, bea, hall } = await scene()
    await banUser(ada, bea.id, IP)
    await workOff()
    await createMessage(hall, bea, "Late")
    await makeDue()
    await workOff()
    expect(await allMessages()).toEqual([])

    await createMessage(hall, bea, "Later")
    await unbanUser(ada, bea.id, IP)
    const again = await createMessage(hall, bea, "Back")
    await makeDue()
    await workOff()

    expect((await allMessages()).at(-1)).toEqual(again)
    expect(await allMessages()).toHaveLength(2)
  })

  test("writes an audit entry with actor, user and address", async () => {
    const { ada, bea } = await scene()

    await banUser(ada, bea.id, IP)
    await unbanUser(ada, bea.id, IP)

    const entries = await auditEntries({}).execute()
    const common = { actor_id: ada.id, actor_name: "Ada", subject_name: "Bea", ip_address: IP }
    expect(entries).toMatchObject([
      { action: "unbanned", ...common },
      { action: "banned", ...common },
    ])
  })

  test("is refused for the actor, for bots and for users who are not active", async () => {
    const { ada, bea } = await scene()
    const robot = await createMember("Robot", { role: "bot" })
    const removed = await createMember("Removed")
    await deactivateUser(ada, removed.id, IP)
    await banUser(ada, bea.id, IP)
    const before = await database().selectFrom("users").selectAll().orderBy("id").execute()

    for (const user of [ada, robot, removed, bea])
      await expect(banUser(ada, user.id, IP)).rejects.toThrow(ValidationError)
    await expect(banUser(ada, 4711, IP)).rejects.toThrow(NotFound)
    await expect(banUser(bea, ada.id, IP)).rejects.toThrow(Forbidden)

    expect(await database().selectFrom("users").selectAll().orderBy("id").execute()).toEqual(before)
  })

  test("rolls back when a hook fails", async () => {
    const { ada, bea } = await scene()
    await signIn(bea, "198.51.100.1")
    using ear = recordBroadcasts()

    const remove = onUserRemoved(() => Promise.reject(new Error("hook failed")))
    await expect(banUser(ada, bea.id, IP)).rejects.toThrow("hook failed")
    remove()

    expect(await userById(bea.id)).toEqual(bea)
    expect(await sessionsOf(bea)).toHaveLength(1)
    expect(await bannedAddresses()).toEqual([])
    expect(ear.signals).toEqual([])
  })

  test("is lifted with its addresses, but without sessions and messages", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy")
    await signIn(bea, "198.51.100.1")
    await signIn(cy, "198.51.100.9")
    await createMessage(hall, bea, "Hello")
    await banUser(ada, bea.id, IP)
    await banUser(ada, cy.id, IP)
    await workOff()
    const opened = await openRoom(ada, "Opened during the ban")

    await unbanUser(ada, bea.id, IP)

    expect(await userById(bea.id)).toMatchObject({ status: "active" })
    expect(await bannedAddresses()).toEqual(["198.51.100.9"])
    expect(await sessionsOf(bea)).toEqual([])
    expect(await allMessages()).toEqual([])
    expect(await membershipOf(opened, bea)).toMatchObject({ involvement: "mentions" })
  })

  test("can't be lifted for deactivated or active users", async () => {
    const { ada, bea } = await scene()
    await deactivateUser(ada, bea.id, IP)

    await expect(unbanUser(ada, bea.id, IP)).rejects.toThrow(ValidationError)
    await expect(unbanUser(ada, ada.id, IP)).rejects.toThrow(ValidationError)
    await expect(unbanUser(ada, 4711, IP)).rejects.toThrow(NotFound)

    expect(await userById(bea.id)).toMatchObject({ status: "deactivated" })
  })

  test("rejects new sessions", async () => {
    const { ada, bea } = await scene()
    await banUser(ada, bea.id, IP)

    await expect(transaction((trx) => startSession(trx, bea, DEVICE))).rejects.toThrow(
      ValidationError,
    )

    expect(await sessionsOf(bea)).toEqual([])
  })
})

onBothDatabases("administrators who remove each other concurrently", () => {
  const settle = async (acts: Promise<unknown>[]) =>
    (await Promise.allSettled(acts)).map(({ status }) => status).toSorted()

  test.each([
    ["ban", banUser, banUser],
    ["deactivate", deactivateUser, deactivateUser],
    ["ban and deactivate", banUser, deactivateUser],
    ["demote and ban", demote, banUser],
    ["demote and deactivate", deactivateUser, demote],
    ["demote", demote, demote],
  ])("leave one of them, when they %s", async (_, first, second) => {
    const { ada } = await scene()
    const cy = await createMember("Cy", { role: "administrator" })

    for (let round = 0; round < 5; round++) {
      const outcomes = await settle([first(ada, cy.id, IP), second(cy, ada.id, IP)])
      const remaining = await activeAdministrators()

      expect(outcomes).toEqual(["fulfilled", "rejected"])
      expect(remaining).toHaveLength(1)
      await transaction((trx) =>
        trx
          .updateTable("users")
          .set({ role: "administrator", status: "active" })
          .where("id", "in", [ada.id, cy.id])
          .execute(),
      )
    }
  })

  test("leave at least one of three", async () => {
    const { ada } = await scene()
    const [cy, dot] = [
      await createMember("Cy", { role: "administrator" }),
      await createMember("Dot", { role: "administrator" }),
    ]

    await settle([
      banUser(ada, cy.id, IP),
      deactivateUser(cy, dot.id, IP),
      demote(dot, ada.id, IP),
      banUser(dot, cy.id, IP),
    ])

    expect((await activeAdministrators()).length).toBeGreaterThan(0)
  })

  test("ban the same user once", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy", { role: "administrator" })
    await signIn(bea, "198.51.100.1")

    const outcomes = await settle([banUser(ada, bea.id, IP), banUser(cy, bea.id, IP)])

    expect(outcomes).toEqual(["fulfilled", "rejected"])
    expect(await bannedAddresses()).toEqual(["198.51.100.1"])
    expect(await auditEntries({ action: "banned" }).execute()).toHaveLength(1)
  })

  function demote(actor: User, id: number, ip_address: string) {
    return changeRole(actor, id, "member", ip_address)
  }
})

onBothDatabases("a sign-in concurrent to a ban", () => {
  test("leaves no session", async () => {
    const { ada, bea } = await scene()
    for (let round = 0; round < 5; round++) {
      await Promise.allSettled([
        signIn(bea, "198.51.100.1"),
        banUser(ada, bea.id, IP),
        signIn(bea, "198.51.100.2"),
      ])

      expect(await sessionsOf(bea)).toEqual([])
      await unbanUser(ada, bea.id, IP)
    }
  })
})
