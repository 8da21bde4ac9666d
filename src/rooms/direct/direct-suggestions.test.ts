import { expect, test } from "bun:test"
import { createMember, createMessage, deactivate, scene } from "../../../test/support/scene"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { startDirect, visibleRooms } from "../room"
import { directSuggestions } from "./direct-suggestions"

const names = async (viewer: { id: number }) =>
  (await directSuggestions(viewer)).map(({ name }) => name)

onBothDatabases("direct suggestions", () => {
  test("are the active users without a direct room with the viewer, bots too, oldest account first", async () => {
    const { ada, bea } = await scene()
    const [cy, dee, gone] = [
      await createMember("Cy"),
      await createMember("Dee"),
      await createMember("Gone"),
    ]
    await createMember("Bot", { role: "bot", email_address: null })
    await deactivate(gone)

    expect(await names(ada)).toEqual(["Bea", "Cy", "Dee", "Bot"])

    await startDirect(ada, [cy.id])
    await startDirect(dee, [ada.id, bea.id])
    expect(await names(ada)).toEqual(["Bot"])
    expect(await names(cy)).toEqual(["Bea", "Dee", "Bot"])
  })

  test("are twenty with the viewer, minus the members of their direct rooms", async () => {
    const { ada, bea } = await scene()
    for (let number = 0; number < 25; number++) await createMember(`P${number}`)

    expect(await names(ada)).toHaveLength(19)
    await startDirect(ada, [bea.id])
    expect(await names(ada)).toHaveLength(18)
  })
})

onBothDatabases("direct rooms in a sidebar", () => {
  test("are sorted by their last message, and an edit doesn't change the order", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const withBea = await startDirect(ada, [bea.id])
    const withCy = await startDirect(ada, [cy.id])
    const order = async () =>
      (await visibleRooms(ada)).filter(({ type }) => type === "direct").map(({ id }) => id)

    expect(await order()).toEqual([withCy.id, withBea.id])
    await createMessage(withBea, bea, "Hello")
    expect(await order()).toEqual([withBea.id, withCy.id])
    await createMessage(withCy, ada, "Hello")
    expect(await order()).toEqual([withCy.id, withBea.id])
  })
})
