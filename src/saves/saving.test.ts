import { expect, test } from "bun:test"
import {
  closedRoom,
  createMessage,
  messageByClientId,
  recordBroadcasts,
  removeMember,
  scene,
} from "../../test/support/scene"
import { removeMessage } from "../messages/message"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { NotFound } from "../platform/http/errors"
import { isSaved, savedBy, savedIn, saveMessage, unsaveMessage } from "./save"

const idsOf = async (user: { id: number }) => (await savedBy(user)).list.map(({ id }) => id)

onBothDatabases("saving a message", () => {
  test("adds it to the user's own list, latest save first, without a broadcast", async () => {
    const { ada, bea, hall } = await scene()
    const [tea, cake] = [
      await createMessage(hall, ada, "Tea at four"),
      await createMessage(hall, bea, "Cake at five"),
    ]
    using broadcasts = recordBroadcasts()

    await saveMessage(bea, tea)
    await saveMessage(bea, cake)
    await saveMessage(bea, tea)

    expect(await idsOf(bea)).toEqual([cake.id, tea.id])
    expect(await idsOf(ada)).toEqual([])
    expect((await savedIn(bea, hall)).toSorted()).toEqual([tea.id, cake.id])
    expect([await isSaved(bea, tea), await isSaved(ada, tea)]).toEqual([true, false])
    expect(broadcasts.signals).toEqual([])
    expect(await messageByClientId(tea.client_message_id)).toEqual(tea)
  })

  test("can be undone", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    for (const user of [ada, bea]) await saveMessage(user, message)

    await unsaveMessage(bea, message)
    await unsaveMessage(bea, message)

    expect([await idsOf(ada), await idsOf(bea)]).toEqual([[message.id], []])
  })

  test("hides messages of rooms that the user left", async () => {
    const { ada, bea } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    const message = await createMessage(cellar, ada, "Psst")
    await saveMessage(bea, message)

    await removeMember(cellar, bea)

    expect(await idsOf(bea)).toEqual([])
    expect(await savedIn(bea, cellar)).toEqual([])
  })

  test("is undone by removing the message", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    await saveMessage(bea, message)
    await removeMessage(message)

    expect(await idsOf(bea)).toEqual([])
    await expect(saveMessage(bea, message)).rejects.toThrow(NotFound)
  })

  test("lists pages of forty", async () => {
    const { ada, hall } = await scene()
    const ids: number[] = []
    for (let count = 0; count < 41; count++) {
      const message = await createMessage(hall, ada, `Message ${count}`)
      await saveMessage(ada, message)
      ids.unshift(message.id)
    }

    const { list, more } = await savedBy(ada)
    const rest = await savedBy(ada, more)

    expect(list.map(({ id }) => id)).toEqual(ids.slice(0, 40))
    expect(rest.list.map(({ id }) => id)).toEqual(ids.slice(40))
    expect(rest.more).toBeNull()
  })
})
