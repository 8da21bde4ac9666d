import { expect, test } from "bun:test"
import { DEVICE, recordBroadcasts, scene } from "../../../test/support/scene"
import type { Signal } from "../../platform/cable/cable"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { NotFound } from "../../platform/http/errors"
import { startSession } from "../session"
import { deviceName, devicesOf, signOutDevice, signOutOtherDevices } from "./devices"

const closed = (id: number): Signal => ({
  type: "disconnect",
  whose: { session_id: id },
  reconnect: false,
})

const allIds = async () =>
  (await database().selectFrom("sessions").select("id").orderBy("id").execute()).map(({ id }) => id)

onBothDatabases("a user's devices", () => {
  const signIn = (user: { id: number }) => transaction((trx) => startSession(trx, user, DEVICE))

  test("lists the user's sessions, most recently active first", async () => {
    const { ada, bea, session } = await scene()
    const [phone] = [await signIn(ada), await signIn(bea)]

    const { devices, more } = await devicesOf(ada)

    expect(devices.map(({ id }) => id)).toEqual([phone.id, session.id])
    expect(devices[0]).toMatchObject(DEVICE)
    expect(more).toBe(false)
  })

  test("signs out one device and disconnects its sockets", async () => {
    const { ada, session } = await scene()
    const phone = await signIn(ada)
    using broadcasts = recordBroadcasts()

    await signOutDevice(ada, phone.id)

    expect(await allIds()).toEqual([session.id])
    expect(broadcasts.signals).toEqual([closed(phone.id)])
  })

  test("refuses to sign out another user's device", async () => {
    const { ada, bea } = await scene()
    const hers = await signIn(bea)
    const before = await allIds()
    using broadcasts = recordBroadcasts()

    for (const id of [hers.id, 4711, null])
      await expect(signOutDevice(ada, id)).rejects.toThrow(NotFound)

    expect(await allIds()).toEqual(before)
    expect(broadcasts.signals).toEqual([])
  })

  test("signs out all other devices and disconnects their sockets", async () => {
    const { ada, bea, session } = await scene()
    const [phone, tablet, hers] = [await signIn(ada), await signIn(ada), await signIn(bea)]
    using broadcasts = recordBroadcasts()

    await signOutOtherDevices(ada, session)

    expect(await allIds()).toEqual([session.id, hers.id])
    expect(broadcasts.signals).toHaveLength(2)
    expect(broadcasts.signals).toContainEqual(closed(phone.id))
    expect(broadcasts.signals).toContainEqual(closed(tablet.id))
  })
})

test.each([
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2.1 Safari/605.1.15",
    "Safari on macOS",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox on Linux"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) Mobile/15E148", "iPhone"],
  ["curl/8.5.0", "curl"],
  ["<script>alert(1)</script>", "Unknown device"],
  ["", "Unknown device"],
  [null, "Unknown device"],
])("names the user agent %p %p", (agent, name) => {
  expect(deviceName(agent)).toBe(name)
})
