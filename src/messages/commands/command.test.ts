import { beforeAll, expect, test } from "bun:test"
import { mention } from "../../../test/support/mentions"
import {
  allMessages,
  closedRoom,
  createMember,
  membershipOf,
  openRoom,
  recordBroadcasts,
  scene,
} from "../../../test/support/scene"
import { loadRealAssets } from "../../platform/assets/assets-for-tests"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { Room } from "../../rooms/room"
import { reachRoom, startDirect } from "../../rooms/room"
import { messagesStream, sidebarStream } from "../../rooms/streams"
import type { User } from "../../users/user"
import { submitMessage } from "../submit"

beforeAll(loadRealAssets)

async function write(
  room: Pick<Room, "id">,
  person: User,
  body: string,
  id: string = crypto.randomUUID(),
) {
  const reached = await reachRoom(person, String(room.id))
  if (!reached) throw new Error(`${person.name} is not in there`)
  return submitMessage(reached, person, { body, client_message_id: id })
}

const topicOf = async ({ id }: Pick<Room, "id">) =>
  (
    await database()
      .selectFrom("rooms")
      .select("topic")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).topic

onBothDatabases("a command", () => {
  test("that posts a body creates one message, however often it is sent", async () => {
    const { ada, hall } = await scene()

    for (const _ of [1, 2]) await write(hall, ada, "<p>/shrug who knows</p>", "shrugged")
    await write(hall, ada, "<p>/me waves</p>", "waved")

    expect((await allMessages()).map(({ body }) => body)).toEqual([
      "<p>who knows ¯\\_(ツ)_/¯</p>",
      "<p>/me waves</p>",
    ])
  })

  test("is refused when its name is unknown", async () => {
    const { ada, hall } = await scene()

    expect(write(hall, ada, "<p>/tmp is full</p>")).rejects.toThrow(
      "There is no /tmp, only /invite, /me, /mute, /play, /shrug and /topic. To send it as it is, begin with a second slash: //tmp",
    )
    await write(hall, ada, "<p>//tmp is full</p>")

    expect((await allMessages()).map(({ body }) => body)).toEqual(["<p> /tmp is full</p>"])
  })

  test("/topic sets the topic on the pages that show the room", async () => {
    const { ada, bea, hall } = await scene()
    using broadcasts = recordBroadcasts()

    const answer = await write(hall, ada, "<p>/topic Tea &amp; <b>cake</b></p>", "about-tea")

    expect(await topicOf(hall)).toBe("Tea & cake")
    expect(answer.stream).toContain('action="remove" target="message_about-tea"')
    expect(answer.notice).toBe("The topic is “Tea & cake” from now on.")
    expect(broadcasts.on(messagesStream(hall)).join()).toContain("Tea &amp; cake")
    expect(await allMessages()).toEqual([])

    await write(hall, ada, `<p>/topic Ask ${mention(bea)}</p>`)
    expect(await topicOf(hall)).toBe("Ask @Bea")
    expect(write(hall, bea, "/topic Mine")).rejects.toThrow("room’s creator")
    expect(write(hall, ada, `/topic ${"x".repeat(201)}`)).rejects.toThrow("at most 200")
    await write(hall, ada, "/topic")
    expect(await topicOf(hall)).toBeNull()
    const direct = await startDirect(ada, [bea.id])
    expect(write(direct, ada, "/topic Us")).rejects.toThrow("A ping has no topic")
  })

  test("/invite adds members to a closed room, and names those who were members already", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy Twombly", { email_address: "cy@example.com" })
    const board = await closedRoom(ada, "Board", [ada, bea])
    using broadcasts = recordBroadcasts()

    const answer = await write(board, ada, "<p>/invite @cy</p>")

    expect(answer.notice).toBe("Cy Twombly is in now.")
    expect(await membershipOf(board, cy)).toBeDefined()
    expect(broadcasts.on(sidebarStream(cy.id)).join()).toContain("Board")
    expect(broadcasts.on(sidebarStream(bea.id))).toEqual([])
    expect((await write(board, ada, "/invite Cy Twombly")).notice).toBe(
      "Cy Twombly is here already.",
    )
    expect(write(board, ada, "/invite @nobody")).rejects.toThrow("no one here is called nobody")
    expect(write(board, ada, "/invite")).rejects.toThrow("/invite @name")
    expect(write(board, bea, "/invite @cy")).rejects.toThrow("room’s creator")
    expect(write(hall, ada, "/invite @cy")).rejects.toThrow("This room is open")
    await createMember("Cyd")
    expect(write(board, ada, "/invite @cy")).rejects.toThrow("Cy Twombly and Cyd go by that name")
    const direct = await startDirect(ada, [bea.id])
    expect(write(direct, ada, "/invite @Cyd")).rejects.toThrow("A ping’s members can’t change")
  })

  test("/invite takes a mention as well", async () => {
    const { ada } = await scene()
    const dee = await createMember("Dee")
    const board = await closedRoom(ada, "Board", [ada])
    const sgid = Buffer.from(String(dee.id)).toString("base64")

    const { notice } = await write(
      board,
      ada,
      `<p>/invite <action-text-attachment sgid="${sgid}" content-type="application/vnd.campfire.mention"></action-text-attachment></p>`,
    )

    expect(notice).toBe("Dee is in now.")
  })

  test("/mute changes its author's involvement, which can be changed back", async () => {
    const { ada, bea } = await scene()
    const den = await openRoom(ada, "Den")

    const answer = await write(den, ada, "<p>/mute</p>")

    expect((await membershipOf(den, ada)).involvement).toBe("nothing")
    expect((await membershipOf(den, bea)).involvement).toBe("mentions")
    expect(answer.notice).toContain("The bell at the top brings it back")
    expect(answer.stream).toContain("Notifications are off")
    expect((await write(den, ada, "/mute")).notice).toContain("not notified about Den as it is")
  })
})
