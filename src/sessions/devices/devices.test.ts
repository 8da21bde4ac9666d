import { expect, test } from "bun:test"
import { DEVICE, recordBroadcasts, scene } from "../../../test/support/scene"
import type { Signal } from "../../platform/cable/cable"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { NotFound } from "../../platform/http/errors"
import { startSession } from "../session"
import { devicesOf, signOutDevice, signOutOtherDevices } from "./devices"

const closed = (id: number): Signal => ({
  type: "disconnect",
  whose: { session_id: id },
  reconnect: false,
})

const allIds = async () =>
  (await database().selectFrom("sessions").select("id").orderBy("id").execute()).map(({ id }) => id)

onBothDatabases("somebody's devices", () => {
  const signIn = (user: { id: number }) => transaction((trx) => startSession(trx, user, DEVICE))

  test("are theirs, the latest first", async () => {
    const { ada, bea, session } = await scene()
    const [phone] = [await signIn(ada), await signIn(bea)]

    const { devices, more } = await devicesOf(ada)

    expect(devices.map(({ id }) => id)).toEqual([phone.id, session.id])
    expect(devices[0]).toMatchObject(DEVICE)
    expect(more).toBe(false)
  })

  test("are signed out one by one, with their sockets", async () => {
    const { ada, session } = await scene()
    const phone = await signIn(ada)
    using ear = recordBroadcasts()

    await signOutDevice(ada, phone.id)

    expect(await allIds()).toEqual([session.id])
    expect(ear.signals).toEqual([closed(phone.id)])
  })

  test("are nobody else's to sign out", async () => {
    const { ada, bea } = await scene()
    const hers = await signIn(bea)
    const before = await allIds()
    using ear = recordBroadcasts()

    for (const id of [hers.id, 4711, null])
      await expect(signOutDevice(ada, id)).rejects.toThrow(NotFound)

    expect(await allIds()).toEqual(before)
    expect(ear.signals).toEqual([])
  })

  test("are signed out all but one, with their sockets", async () => {
    const { ada, bea, session } = await scene()
    const [phone, tablet, hers] = [await signIn(ada), await signIn(ada), await signIn(bea)]
    using ear = recordBroadcasts()

    await signOutOtherDevices(ada, session)

    expect(await allIds()).toEqual([session.id, hers.id])
    expect(ear.signals).toHaveLength(2)
    expect(ear.signals).toContainEqual(closed(phone.id))
    expect(ear.signals).toContainEqual(closed(tablet.id))
  })
})
