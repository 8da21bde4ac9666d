import { expect, test } from "bun:test"
import {
  allMessages,
  closedRoom,
  createMember,
  createMessage,
  openTab,
  recordBroadcasts,
  scene,
  userById,
} from "../../../test/support/scene"
import { auditEntries } from "../../accounts/audit/audit"
import { database, now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { Forbidden, NotFound, ValidationError } from "../../platform/http/errors"
import { workOff } from "../../platform/jobs/job"
import { createTransfer, startSession, userOfTransfer } from "../../sessions/session"
import { deactivateUser, onUserRemoved, type User } from "../user"

const IP = "203.0.113.200"

const roomsOf = async (user: User) =>
  (
    await database()
      .selectFrom("memberships")
      .innerJoin("rooms", "rooms.id", "memberships.room_id")
      .select("rooms.type")
      .where("memberships.user_id", "=", user.id)
      .execute()
  ).map(({ type }) => type)

const directRoom = (people: User[]) =>
  transaction(async (trx) => {
    const stamps = { created_at: now(), updated_at: now() }
    const creator_id = people[0]?.id ?? 0
    const room = await trx
      .insertInto("rooms")
      .values({ type: "direct", name: null, creator_id, direct_key: "test", ...stamps })
      .returning("id")
      .executeTakeFirstOrThrow()
    for (const { id } of people)
      await trx
        .insertInto("memberships")
        .values({ room_id: room.id, user_id: id, ...stamps })
        .execute()
  })

onBothDatabases("deactivating a user", () => {
  test("ends sessions, sign-in links and memberships, and keeps direct rooms and messages", async () => {
    const { ada, bea, hall } = await scene()
    await closedRoom(ada, "Den", [ada, bea])
    await directRoom([ada, bea])
    await openTab(hall, bea)
    await transaction((trx) => startSession(trx, bea, { ip_address: IP, user_agent: null }))
    const link = await createTransfer(bea, bea, IP)
    const message = await createMessage(hall, bea, "Hello")
    using broadcasts = recordBroadcasts()

    await deactivateUser(ada, bea.id, IP)
    await workOff()

    expect(await roomsOf(bea)).toEqual(["direct"])
    expect((await roomsOf(ada)).toSorted()).toEqual(["closed", "direct", "open"])
    expect(await userOfTransfer(link)).toBeNull()
    expect(await allMessages()).toEqual([message])
    expect(await database().selectFrom("bans").selectAll().execute()).toEqual([])
    expect(
      await database().selectFrom("sessions").select("id").where("user_id", "=", bea.id).execute(),
    ).toEqual([])
    expect(await userById(bea.id)).toMatchObject({ status: "deactivated", name: "Bea" })
    expect(broadcasts.signals).toContainEqual({
      type: "disconnect",
      whose: { user_id: bea.id },
      reconnect: false,
    })
  })

  test("runs the hooks in the same transaction", async () => {
    const { ada, bea } = await scene()
    const calls: string[] = []
    const remove = onUserRemoved(
      async (_, { name }, removal) => void calls.push(`${name} ${removal}`),
    )

    await deactivateUser(ada, bea.id, IP)
    remove()

    expect(calls).toEqual(["Bea deactivated"])
  })

  test("frees the e-mail address, so that the user can join again", async () => {
    const { ada, bea } = await scene()

    await deactivateUser(ada, bea.id, IP)
    const again = await createMember("Bea")
    await deactivateUser(ada, again.id, IP)
    await createMember("Bea")

    for (const { id } of [bea, again])
      expect((await userById(id)).email_address).toMatch(
        /^bea-deactivated-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@example\.com$/,
      )
  })

  test("writes an audit entry", async () => {
    const { ada, bea } = await scene()

    await deactivateUser(ada, bea.id, IP)

    expect(await auditEntries({}).execute()).toMatchObject([
      { action: "deactivated", actor_id: ada.id, subject_name: "Bea", ip_address: IP },
    ])
  })

  test("is refused for the actor, for deactivated users and for members as actors", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    await deactivateUser(ada, cy.id, IP)

    await expect(deactivateUser(ada, ada.id, IP)).rejects.toThrow(ValidationError)
    await expect(deactivateUser(ada, cy.id, IP)).rejects.toThrow(NotFound)
    await expect(deactivateUser(ada, 4711, IP)).rejects.toThrow(NotFound)
    await expect(deactivateUser(bea, ada.id, IP)).rejects.toThrow(Forbidden)

    expect(await userById(ada.id)).toMatchObject({ status: "active" })
  })
})
