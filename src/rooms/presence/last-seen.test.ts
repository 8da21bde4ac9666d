import { expect, test } from "bun:test"
import { agePresences } from "../../../test/support/presence"
import { createMember, openTab, scene } from "../../../test/support/scene"
import { minutes, now, seconds, transaction, transient } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { User } from "../../users/user"
import { lastSeenAt } from "./last-seen"
import { lastSeenSlot } from "./last-seen-slot"
import { disappear, expirePresences } from "./presence"

const shown = async (user: User) =>
  String(await lastSeenSlot({ user, viewer: user, origin: "" })).replace(/<[^>]*>/g, "")

const minuteOf = (time: number) => time - (time % minutes(1))

const signIn = (user: User, last_active_at: number) =>
  transaction((trx) =>
    trx
      .insertInto("sessions")
      .values({
        user_id: user.id,
        token: crypto.randomUUID(),
        ip_address: null,
        user_agent: null,
        last_active_at,
        created_at: last_active_at,
        updated_at: last_active_at,
      })
      .execute(),
  )

onBothDatabases("the time a user was last seen", () => {
  test("is now while one of their tabs is visible, in any room", async () => {
    const { bea, hall } = await scene()
    await openTab(hall, bea)

    expect(await shown(bea)).toBe("Here now")
  })

  test("is the minute in which their last visible tab closed or expired", async () => {
    const { bea, hall } = await scene()
    await disappear(await openTab(hall, bea))
    const time = minuteOf(now())
    expect(await shown(bea)).toStartWith("Last seen ")

    await agePresences(minutes(10))
    const earlier = minuteOf(now() - minutes(10))
    expect([earlier, earlier - minutes(1)]).toContain((await lastSeenAt(bea)) ?? 0)
    await expirePresences()

    expect([earlier, earlier - minutes(1)]).toContain((await lastSeenAt(bea)) ?? 0)
    expect(time % minutes(1)).toBe(0)
  })

  test("never decreases", async () => {
    const { bea, hall } = await scene()
    await disappear(await openTab(hall, bea))
    await agePresences(seconds(90))
    await expirePresences()
    const latest = await lastSeenAt(bea)

    await disappear(await openTab(hall, bea))
    await agePresences(minutes(30))
    await expirePresences()

    expect(await lastSeenAt(bea)).toBe(latest)
  })

  test("is the last activity of their sessions when their presence was lost", async () => {
    const { bea, hall } = await scene()
    const time = now() - minutes(40)
    await signIn(bea, time)
    await openTab(hall, bea)

    await transient().deleteFrom("presences").execute()

    expect(await lastSeenAt(bea)).toBe(minuteOf(time))
  })

  test("is unknown for a user who was never present", async () => {
    await scene()

    const cy = await createMember("Cy")

    expect(await lastSeenSlot({ user: cy, viewer: cy, origin: "" })).toBeNull()
  })
})
