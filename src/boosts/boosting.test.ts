import { expect, test } from "bun:test"
import {
  createMember,
  createMessage,
  membershipOf,
  messageByClientId,
  postWithId,
  recordBroadcasts,
  removeMember,
  scene,
  userById,
  withDisplayName,
} from "../../test/support/scene"
import { reachMessage, removeMessage } from "../messages/message"
import { renderMessages } from "../messages/view/message-view"
import { database, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { NotFound } from "../platform/http/errors"
import { workOff } from "../platform/jobs/job"
import { markRead, messagesStream } from "../rooms/room"
import { setProfilesVersion } from "../users/touch"
import { banUser, unbanUser } from "../users/user"
import { boostMessage, boostsOf, reachOwnBoost, removeBoost } from "./boost"

const changed = ({ id }: { id: number }, name: string) =>
  transaction((trx) =>
    trx
      .updateTable("users")
      .set({ name, updated_at: now() })
      .where("id", "=", id)
      .returning("updated_at")
      .executeTakeFirstOrThrow(),
  )

const allBoosts = () => database().selectFrom("boosts").selectAll().orderBy("id").execute()

onBothDatabases("boosting a message", () => {
  test("broadcasts one append and marks nothing unread", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await markRead(await membershipOf(hall, bea))
    using ear = recordBroadcasts()

    const boost = await boostMessage(message, bea, "👏")

    expect(ear.signals).toHaveLength(1)
    const [appended] = ear.on(messagesStream(hall))
    expect(appended).toStartWith(
      `<turbo-stream action="append" target="boosts_message_${message.client_message_id}" maintain_scroll><template><div id="boost_${boost.id}" class="boost"`,
    )
    expect(appended).toContain('alt="Bea boosted 👏"')
    expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
  })

  test("is in the response when the author retries the post", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await boostMessage(message, bea, "👏")

    const { body, client_message_id } = message
    expect(await postWithId(hall, ada, body, client_message_id)).toContain("Bea boosted 👏")
    const rendered = await renderMessages([message], withDisplayName(hall))
    expect(rendered.get(message.id)?.html).toContain("Bea boosted 👏")
  })

  test("is allowed repeatedly with the same content", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")

    for (const booster of [bea, ada, bea]) await boostMessage(message, booster, "👏")

    const boosts = (await boostsOf([message])).get(message.id) ?? []
    expect(boosts.map(({ content, booster }) => `${booster.name} ${content}`)).toEqual([
      "Bea 👏",
      "Ada 👏",
      "Bea 👏",
    ])
  })

  test("invalidates the message's cached HTML", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const render = async () =>
      (await renderMessages([message], withDisplayName(hall))).get(message.id)?.html ?? ""
    expect(await render()).not.toContain("boosted")

    const boost = await boostMessage(message, bea, "👏")
    const boosted = await messageByClientId(message.client_message_id)

    expect(boosted.updated_at).toBe(boost.created_at)
    expect(boosted).toEqual({ ...message, updated_at: boosted.updated_at })
    expect(await render()).toContain("Bea boosted 👏")
    await removeBoost(message, boost)
    expect(await render()).not.toContain("boosted")
  })

  test("shows the booster's current name", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await boostMessage(message, bea, "👏")
    const render = async () =>
      (await renderMessages([message], withDisplayName(hall))).get(message.id)?.html ?? ""
    expect(await render()).toContain("Bea boosted 👏")

    const { updated_at } = await changed(bea, "Beatrice")
    setProfilesVersion(updated_at)

    expect(await render()).toContain("Beatrice boosted 👏")
  })

  test("escapes names and content", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    using ear = recordBroadcasts()

    await boostMessage(message, { ...ada, name: '"><i>' }, "<b>'\"&</b>")

    const [appended] = ear.on(messagesStream(hall))
    expect(appended).not.toContain("<i>")
    expect(appended).not.toContain("<b>")
  })

  test("fails for a removed message or room", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await removeMessage(message)

    await expect(boostMessage(message, ada, "👏")).rejects.toThrow(NotFound)
    await expect(boostMessage({ ...message, room_id: 4711 }, ada, "👏")).rejects.toThrow(NotFound)
    expect(await allBoosts()).toEqual([])
  })

  test("fails above the limit", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const rows = Array.from({ length: 400 }, (_, index) => ({
      message_id: message.id,
      booster_id: ada.id,
      content: "👏",
      created_at: index,
      updated_at: index,
    }))
    await transaction((trx) => trx.insertInto("boosts").values(rows).execute())

    await expect(boostMessage(message, ada, "👏")).rejects.toThrow("already has 400 boosts")
  })
})

onBothDatabases("a boost", () => {
  test("is found by its booster on its message only", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const other = await createMessage(hall, ada, "Tea's ready")
    const boost = await boostMessage(message, bea, "👏")
    const id = String(boost.id)

    expect(await reachOwnBoost(bea, message, id)).toEqual(boost)
    expect(await reachOwnBoost(ada, message, id)).toBeNull()
    expect(await reachOwnBoost(bea, other, id)).toBeNull()
    for (const nonsense of ["", "0", "x", "9".repeat(20)])
      expect(await reachOwnBoost(bea, message, nonsense)).toBeNull()
    await removeMember(hall, bea)
    expect(await reachMessage(bea, String(message.id))).toBeNull()
  })

  test("is removed with one broadcast", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const boost = await boostMessage(message, bea, "👏")
    const other = await boostMessage(message, ada, "👏")
    using ear = recordBroadcasts()

    await removeBoost(message, boost)
    await removeBoost(message, boost)

    expect(await allBoosts()).toEqual([other])
    expect(ear.on(messagesStream(hall))).toEqual([
      `<turbo-stream action="remove" target="boost_${boost.id}" maintain_scroll></turbo-stream>`,
    ])
  })

  test("is deleted with its message", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await boostMessage(message, bea, "👏")

    await removeMessage(message)

    expect(await allBoosts()).toEqual([])
  })
})

onBothDatabases("a ban", () => {
  test("deletes the user's boosts and keeps those of others", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy")
    const message = await createMessage(hall, ada, "Kettle's on")
    const boosts = [await boostMessage(message, bea, "👎"), await boostMessage(message, bea, "🙄")]
    const other = await boostMessage(message, cy, "👏")
    await banUser(ada, bea.id, null)
    using ear = recordBroadcasts()

    await workOff()

    expect(await allBoosts()).toEqual([other])
    const streams = ear.on(messagesStream(hall)).join("")
    for (const { id } of boosts) expect(streams).toContain(`target="boost_${id}"`)
  })

  test("that was lifted before the job runs keeps the boosts", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const boost = await boostMessage(message, bea, "👏")
    await banUser(ada, bea.id, null)
    await unbanUser(ada, (await userById(bea.id)).id, null)

    await workOff()

    expect(await allBoosts()).toEqual([boost])
  })
})
