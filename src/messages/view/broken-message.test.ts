import { expect, test } from "bun:test"
import { createMessage, scene, withDisplayName } from "../../../test/support/scene"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { log } from "../../platform/logger"
import { renderMessageList } from "../list/list"
import { newestMessages } from "../list/pages"
import { addMessageSlot } from "./slots"

onBothDatabases("a message that cannot be rendered", () => {
  test("is replaced by a notice, doesn't affect the others, and is retried", async () => {
    const level = log.level
    log.level = "silent"
    const { ada, hall } = await scene()
    const [fine, broken] = [
      await createMessage(hall, ada, "Kettle's on"),
      await createMessage(hall, ada, "Broken"),
    ]
    const faults = new Set([broken.id])
    addMessageSlot("mark", {
      load: async (messages) => new Map(messages.map(({ id }) => [id, null])),
      render({ id }) {
        if (faults.has(id)) throw new Error("on purpose")
        return null
      },
    })
    // Under another name, so that no cache has the messages.
    const room = { ...withDisplayName(hall), display_name: "Renamed" }
    const bodies = async () =>
      (await renderMessageList(room, await newestMessages(hall))).map(({ html }) => html)

    const [first, second] = await bodies()
    expect(first).toContain("Kettle's on")
    expect(second).toStartWith(`<article id="message_${broken.client_message_id}"`)
    expect(second).toContain(`data-message-id="${broken.id}"`)
    expect(second).toContain("Failed to load message content")

    faults.clear()
    expect((await bodies())[1]).toContain("Broken")
    expect(fine.id).toBeLessThan(broken.id)
    log.level = level
  })
})
