import { expect, test } from "bun:test"
import { closedRoom, createMember, deactivate, openRoom, scene } from "../../../test/support/scene"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { User } from "../../users/user"
import { namesakeLines } from "./namesake-lines"

async function linesFor(people: User[], viewer: User) {
  const { latest } = await database()
    .selectFrom("users")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .executeTakeFirstOrThrow()
  return Object.fromEntries(await namesakeLines(people, viewer, latest))
}

const twoOfOneName = async () => [
  await createMember("Alex Kim", { email_address: "alex1@example.com" }),
  await createMember("ALEX KIM", { email_address: "alex2@example.com" }),
]

onBothDatabases("people of one name", () => {
  test("are told apart by a room that the viewer shares with one of them", async () => {
    const { ada, bea, hall } = await scene()
    const [alex, other] = await twoOfOneName()
    if (!alex || !other) throw new Error("Two people were created")
    await openRoom(ada, "Kitchen")
    await closedRoom(ada, "Den", [ada, bea, alex])
    await closedRoom(ada, "Attic", [ada, alex, other])
    await closedRoom(ada, "Secret", [ada, other])

    const lines = await linesFor([bea, alex], bea)

    expect(Object.keys(lines)).toEqual([String(alex.id), String(other.id)])
    expect(lines[alex.id]).toBe("In Den")
    expect(lines[other.id]).toStartWith("Joined ")
    expect(JSON.stringify(lines)).not.toContain(hall.name ?? "")
  })

  test("are told apart by their addresses for an administrator", async () => {
    const { ada } = await scene()
    const [alex, other] = await twoOfOneName()
    if (!alex || !other) throw new Error("Two people were created")

    expect(await linesFor([alex], ada)).toEqual({
      [alex.id]: "alex1@example.com",
      [other.id]: "alex2@example.com",
    })
  })

  test("have a line only while another active person has the name", async () => {
    const { ada, bea } = await scene()
    const [alex, other] = await twoOfOneName()
    if (!alex || !other) throw new Error("Two people were created")
    await deactivate(other)

    expect(await linesFor([ada, alex, bea], ada)).toEqual({})
  })
})
