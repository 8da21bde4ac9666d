import { expect, test } from "bun:test"
import { mention, mentionOfEveryone, withSgid } from "../../../test/support/mentions"
import {
  allMessages,
  changeMessage,
  closedRoom,
  createMember,
  createMessage,
  deactivate,
  messageByClientId,
  openRoom,
  postWithId,
  scene,
  withDisplayName,
} from "../../../test/support/scene"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { ValidationError } from "../../platform/http/errors"
import { sign } from "../../platform/http/signed"
import { startDirect } from "../../rooms/direct/direct"
import type { Room } from "../../rooms/room"
import { setProfilesVersion, touchProfiles } from "../../users/touch"
import type { User } from "../../users/user"
import { renderMessageList } from "../list/list"
import { refresh } from "../list/refresh-streams"
import { type Message, mentionees, newestMessages, parseMessageBody, readBody } from "../message"

const idsOf = async (message: Message) =>
  (await mentionees(database(), message, readBody(message.body))).map(({ id }) => id)

/** The room's messages as its page has them now. */
const fragments = async (room: Room) =>
  renderMessageList(withDisplayName(room), await newestMessages(room))

/** As a request knows it that comes after. */
async function rename(person: User, name: string) {
  await transaction(async (trx) => {
    const updated_at = await touchProfiles(trx)
    await trx.updateTable("users").set({ name, updated_at }).where("id", "=", person.id).execute()
    setProfilesVersion(updated_at)
  })
}

async function refusal(attempt: Promise<unknown>) {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof ValidationError ? error.message : error
}

onBothDatabases("those whom a message is meant for", () => {
  test("are whom it mentions, each once, who are in the room and active", async () => {
    const { ada, bea } = await scene()
    const [cyd, dan, eve] = [
      await createMember("Cyd"),
      await createMember("Dan"),
      await createMember("Eve"),
    ]
    const den = await closedRoom(ada, "Den", [ada, bea, cyd, dan])
    await deactivate(dan)
    const people = [cyd, bea, cyd, dan, eve, ada].map(mention)

    expect(await idsOf(await createMessage(den, ada, people.join(" ")))).toEqual([
      ada.id,
      bea.id,
      cyd.id,
    ])
    expect(await idsOf(await createMessage(den, ada, "@Bea, see for yourself"))).toEqual([])
  })

  test("are found whoever signed the mention, in Campfire's forms, too; what is broken is nobody", async () => {
    const { ada, bea, hall } = await scene()
    const gid = (model: string) => `gid://campfire/${model}/${bea.id}`
    const campfire = (rails: object) =>
      withSgid(`${Buffer.from(JSON.stringify({ _rails: rails })).toString("base64")}--old`)
    const older = Buffer.from(`\x04\bI"\x1e${gid("User")}\x06:\x06ET`, "latin1").toString("base64")
    const resolves = [
      withSgid(sign("mention", String(bea.id)).replace(/--.*/, "--stale")),
      campfire({ data: `${gid("User")}?expires_in` }),
      campfire({ message: older }),
    ]
    const fails = [campfire({ data: gid("Room") }), withSgid("%%%"), withSgid("--"), campfire({})]

    for (const body of resolves)
      expect(await idsOf(await createMessage(hall, ada, body))).toEqual([bea.id])
    for (const body of fails) expect(await idsOf(await createMessage(hall, ada, body))).toEqual([])
    const rendered = (await fragments(hall)).map(({ html }) => html)
    for (const html of rendered.slice(0, 3)) expect(html).toContain(`data-user-id="${bea.id}"`)
    for (const html of rendered.slice(3))
      expect(html).toContain('<div class="trix-content">☒</div>')
  })

  test("are all but its author when it mentions everyone", async () => {
    const { ada, bea, hall } = await scene()
    const [cyd, dan] = [await createMember("Cyd"), await createMember("Dan")]
    await deactivate(dan)

    const message = await createMessage(hall, ada, `${mentionOfEveryone()} ${mention(ada)}`)

    expect(await idsOf(message)).toEqual([bea.id, cyd.id])
    expect((await fragments(hall)).at(-1)?.html).toContain("data-everyone")
  })
})

onBothDatabases("@everyone", () => {
  test("is for administrators and for whoever made the room", async () => {
    const { ada, bea, hall } = await scene()
    const beas = await openRoom(bea, "Bea's")

    await createMessage(hall, ada, mentionOfEveryone())
    await createMessage(beas, bea, mentionOfEveryone())
    await createMessage(beas, ada, mentionOfEveryone())
    expect(await refusal(postWithId(hall, bea, `Wake up ${mentionOfEveryone()}`, "wake-1"))).toBe(
      "Only administrators and the room’s creator can mention @everyone here.",
    )
    expect(await messageByClientId("wake-1").catch(() => null)).toBeNull()
  })

  test("is refused in a direct room, which notifies everybody anyway", async () => {
    const { ada, bea } = await scene()
    const room = await startDirect(ada, [bea.id])

    expect(await refusal(postWithId(room, ada, mentionOfEveryone(), "ping-1"))).toContain(
      "in a ping",
    )
  })

  test("comes into an edit only by those who may; what it held already stays", async () => {
    const { ada, bea, hall } = await scene()
    const beas = await createMessage(hall, bea, "Kettle's on")

    expect(
      await refusal(changeMessage(withDisplayName(hall), bea, beas, `On! ${mentionOfEveryone()}`)),
    ).toContain("Only administrators")
    await changeMessage(withDisplayName(hall), ada, beas, `On! ${mentionOfEveryone()}`)
    await changeMessage(withDisplayName(hall), bea, beas, `Off! ${mentionOfEveryone()}`)

    expect((await messageByClientId(beas.client_message_id)).body).toStartWith("Off!")
  })

  test("comes into more edits at once than there are connections to PostgreSQL", async () => {
    const { ada, hall } = await scene()
    const messages: Message[] = []
    for (let n = 0; n < 12; n++) messages.push(await createMessage(hall, ada, "Kettle's on"))

    await Promise.all(
      messages.map((one) =>
        changeMessage(withDisplayName(hall), ada, one, `On! ${mentionOfEveryone()}`),
      ),
    )

    const bodies = (await allMessages()).map(({ body }) => body)
    expect(bodies.filter((body) => body.startsWith("On!"))).toHaveLength(12)
  })
})

onBothDatabases("a mention on the page", () => {
  test("shows the name and picture of now, and makes no other message stale", async () => {
    const { ada, bea, hall } = await scene()
    await createMessage(hall, ada, `Ask ${mention(bea)}`)
    await createMessage(hall, ada, "Kettle's on")
    const [before, plainBefore] = await fragments(hall)
    expect(before?.html).toContain(`title="Bea"><img src="/users/`)

    await rename(bea, "Beatrice <b>")
    const [after, plainAfter] = await fragments(hall)
    const [again] = await fragments(hall)

    expect(after?.html).toContain("Beatrice &lt;b&gt;</a></span>")
    expect(after?.html).not.toContain("Bea<")
    expect(after?.key).not.toBe(before?.key ?? "")
    expect(again).toEqual(after as NonNullable<typeof after>)
    expect(plainAfter).toEqual(plainBefore as NonNullable<typeof plainBefore>)
  })

  test("is as fresh in what a page has missed", async () => {
    const { ada, bea, hall } = await scene()
    await createMessage(hall, ada, `Ask ${mention(bea)}`)
    await rename(bea, "Beatrice")

    const missed = await refresh(withDisplayName(hall), { since: 0, held: [] })
    expect(missed).toContain("Beatrice</a>")
  })

  test("is found by the name that it showed, and is more than an emoji", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, parseMessageBody(`${mention(bea)}🎉`).html)

    const entry = await database()
      .selectFrom("search_entries")
      .select("text")
      .where("rowid", "=", message.id)
      .executeTakeFirstOrThrow()
    expect(entry.text).toContain("bea")
    expect((await fragments(hall)).at(-1)?.html).not.toContain("message--emoji")
  })
})
