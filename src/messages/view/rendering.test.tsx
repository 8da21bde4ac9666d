import { afterAll, beforeAll, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  changeMessage,
  createMessage,
  createMessageWithFile,
  messageByClientId,
  scene,
  withDisplayName,
} from "../../../test/support/scene"
import { replyInThread } from "../../../test/support/threads"
import { boostMessage } from "../../boosts/boost"
import { pinMessage } from "../../pins/pin"
import { withoutTemplates } from "../../platform/cache/compile-template"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { configureFiles, diskFiles } from "../../platform/files/file"
import type { Room } from "../../rooms/room"
import type { User } from "../../users/user"
import type { Message } from "../table"
import { MessageItem } from "./message-item"
import { MessageQuote } from "./message-quote"
import { loadMessageView } from "./message-view"
import { loadSlots, NO_SLOTS } from "./slots"

const folder = mkdtempSync(join(tmpdir(), "hearth-rendering-"))
beforeAll(() => configureFiles(diskFiles(folder)))
afterAll(() => {
  configureFiles(undefined)
  rmSync(folder, { recursive: true, force: true })
})

onBothDatabases("a message rendered from templates", () => {
  test("has the same bytes as without templates, with any boosts, pins and replies", async () => {
    const { ada, bea, hall } = await scene()
    const plain = await createMessage(hall, ada, "<p>Tea?</p>")
    const emoji = await createMessage(hall, bea, "☕")
    const boosted = await createMessage(hall, bea, "<p>Cake!</p>")
    for (const content of ["👏", "<3 & more"]) await boostMessage(boosted, ada, content)
    const pinned = await createMessage(hall, ada, "/me sings")
    await pinMessage(pinned, bea)
    const file = await createMessageWithFile(hall, bea, { bytes: "a,b", filename: `"q" & a.csv` })
    const { root, answer } = await answered(hall, ada, bea)
    const edited = await createMessage(hall, ada, "<p>Te</p>")
    await changeMessage(hall, ada, edited, "<p>Tea</p>")

    for (const { client_message_id } of [plain, emoji, boosted, pinned, file, root, answer, edited])
      await expectTheSame(await messageByClientId(client_message_id), { ...bea, bio: `"'<i>&` })
  })

  test("has the same bytes when new as with empty slots", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "<p>Tea?</p>")
    const shown = await loadMessageView(database(), message, ada, withDisplayName(hall))
    const render = (sections: Awaited<ReturnType<typeof loadSlots>>) =>
      String(<MessageItem message={shown} sections={sections} />)

    expect(render(NO_SLOTS)).toBe(render(await loadSlots([message])))
  })
})

async function expectTheSame(message: Message, creator: User) {
  const shown = await loadMessageView(database(), message, creator, {
    display_name: `"R" & D's`,
    parent_message_id: null,
  })
  const sections = await loadSlots([message])
  const render = () =>
    String(
      <>
        <MessageItem message={shown} sections={sections} />
        <MessageQuote message={shown} />
      </>,
    )

  expect(render()).toBe(withoutTemplates(render))
  expect(render()).toContain(`id="message_${message.client_message_id}"`)
}

async function answered(room: Room, asker: User, answerer: User) {
  const root = await createMessage(room, asker, "<p>Who knows?</p>")
  return { root, answer: await replyInThread(root, answerer, "<p>I do</p>") }
}
