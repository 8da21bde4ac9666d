import { afterAll, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  createMember,
  DEVICE,
  recordBroadcasts,
  scene,
  userById,
} from "../../../test/support/scene"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { configureFiles, diskFiles } from "../../platform/files/file"
import { workOff } from "../../platform/jobs/job"
import { startSession } from "../../sessions/session"
import { changeProfile, hashPassword, passwordMatches, removeAvatar } from "../user"

const folder = mkdtempSync(join(tmpdir(), "hearth-files-"))
const picture = Bun.file(join(import.meta.dir, "../../client/public/icon-512.png"))
const avatar = async () => new File([await picture.arrayBuffer()], "me.png")
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())

const PASSWORD = "kettle and spoon"

beforeEach(() => configureFiles(diskFiles(folder)))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function userWithTwoSessions() {
  await scene()
  const cy = await createMember("Cy", { password_digest: await hashPassword(PASSWORD) })
  const start = () => transaction((trx) => startSession(trx, cy, DEVICE))
  return { cy, here: await start(), elsewhere: await start() }
}

onBothDatabases("a user's profile", () => {
  test("keeps absent fields and updates its timestamp", async () => {
    const { cy, here } = await userWithTwoSessions()

    await changeProfile(cy, { bio: "I pour." }, here)
    await changeProfile(cy, { name: "Cyrus", password: "", theme: "dark" }, here)

    const after = await userById(cy.id)
    expect(after).toMatchObject({
      name: "Cyrus",
      bio: "I pour.",
      theme: "dark",
      email_address: cy.email_address,
      password_digest: cy.password_digest,
    })
    expect(after.updated_at).toBeGreaterThan(cy.updated_at)
  })

  test("requires the current password to change the password or the address", async () => {
    const { cy, here } = await userWithTwoSessions()

    for (const change of [{ password: "new one" }, { email_address: "new@example.com" }])
      for (const current_password of [undefined, "wrong"])
        await expect(
          changeProfile(cy, { ...change, current_password }, here),
        ).rejects.toMatchObject({ reasons: { "user[current_password]": expect.any(String) } })
    expect(await userById(cy.id)).toEqual(cy)

    await changeProfile(cy, { email_address: "new@example.com", current_password: PASSWORD }, here)
    expect(await userById(cy.id)).toMatchObject({ email_address: "new@example.com" })
  })

  test("ends other sessions and their sockets on a new password", async () => {
    const { cy, here, elsewhere } = await userWithTwoSessions()
    using bus = recordBroadcasts()

    await changeProfile(cy, { password: "another", current_password: PASSWORD }, here)

    const { password_digest } = await userById(cy.id)
    expect(await passwordMatches("another", password_digest)).toBe(true)
    const sessions = database().selectFrom("sessions").select("id").where("user_id", "=", cy.id)
    expect(await sessions.execute()).toEqual([{ id: here.id }])
    expect(bus.signals).toEqual([
      { type: "disconnect", whose: { session_id: elsewhere.id }, reconnect: false },
    ])
  })

  test("can't take another user's address", async () => {
    const { cy, here } = await userWithTwoSessions()
    const change = { email_address: "bea@example.com", current_password: PASSWORD }

    await expect(changeProfile(cy, change, here)).rejects.toMatchObject({
      status: 422,
      reasons: { "user[email_address]": expect.any(String) },
    })
    expect(await userById(cy.id)).toEqual(cy)
  })

  test("gives an address to one of two concurrent requests", async () => {
    const { cy, here } = await userWithTwoSessions()
    const dee = await createMember("Dee", { password_digest: cy.password_digest })
    const change = { email_address: "wanted@example.com", current_password: PASSWORD }

    const outcomes = await Promise.allSettled([
      changeProfile(cy, change, here),
      changeProfile(dee, change, here),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "ValidationError", status: 422 },
    })
  })

  test("deletes the previous picture's file", async () => {
    const { cy, here } = await userWithTwoSessions()

    await changeProfile(cy, { avatar: await avatar() }, here)
    await changeProfile(cy, { avatar: await avatar() }, here)
    await workOff()
    expect(files()).toHaveLength(1)
    expect((await userById(cy.id)).avatar_id).not.toBeNull()

    await removeAvatar(cy)
    await removeAvatar(cy)
    await workOff()
    expect(files()).toEqual([])
    expect((await userById(cy.id)).avatar_id).toBeNull()
  })
})
