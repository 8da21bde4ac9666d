import { afterAll, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { scene } from "../../test/support/scene"
import { database, hours, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { configureFiles, diskFiles } from "../platform/files/file"
import { workOff } from "../platform/jobs/job"
import {
  changeAccount,
  changeStyles,
  currentAccount,
  removeLogo,
  renewJoinCode,
  settingsOf,
} from "./account"

const folder = mkdtempSync(join(tmpdir(), "hearth-files-"))
const picture = Bun.file(join(import.meta.dir, "../client/public/icon-512.png"))
const logo = async () => new File([await picture.arrayBuffer()], "logo.png")
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
const entries = () => database().selectFrom("audit_entries").selectAll().orderBy("id").execute()
const actions = async () => (await entries()).map(({ action }) => action)
const details = async () => (await entries()).map(({ detail }) => detail)
const account = async () => {
  const found = await currentAccount()
  if (!found) throw new Error("There is no account")
  return found
}

beforeEach(() => configureFiles(diskFiles(folder)))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

onBothDatabases("an administrator", () => {
  const auditContext = async () => ({ actor: (await scene()).ada, ip_address: "203.0.113.7" })

  test("increases the account's timestamp even when the clock is behind", async () => {
    const context = await auditContext()
    const ahead = now() + hours(1)
    await transaction((trx) => trx.updateTable("accounts").set({ updated_at: ahead }).execute())

    await changeStyles(context, "body { color: red }")

    expect((await account()).updated_at).toBeGreaterThan(ahead)
  })

  test("changes the given fields and keeps the rest, with audit entries", async () => {
    const context = await auditContext()
    const before = await account()

    await changeAccount(context, { name: "Engines" })
    await changeAccount(context, { settings: { restrict_room_creation_to_administrators: true } })
    await changeAccount(context, { settings: {} })
    await changeStyles(context, "body { color: red }")

    const after = await account()
    expect(after).toMatchObject({ name: "Engines", custom_styles: "body { color: red }" })
    expect(settingsOf(after)).toEqual({ restrict_room_creation_to_administrators: true })
    expect(after.join_code).toBe(before.join_code)
    expect(after.updated_at).toBeGreaterThan(before.updated_at)
    expect(await actions()).toEqual(["renamed_account", "changed_settings", "changed_styles"])
    expect(await details()).toEqual([
      `${before.name} → Engines`,
      "Only administrators create rooms",
      null,
    ])
  })

  test("renews the join code", async () => {
    const context = await auditContext()
    const before = await account()

    await renewJoinCode(context)

    const { join_code } = await account()
    expect(join_code).not.toBe(before.join_code)
    expect(join_code).toMatch(/^[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}$/)
  })

  test("replaces and removes the logo and deletes the old files", async () => {
    const context = await auditContext()
    await changeAccount(context, { logo: await logo() })
    await changeAccount(context, { logo: await logo() })
    await workOff()
    expect(files()).toHaveLength(1)
    expect((await account()).logo_id).not.toBeNull()

    await removeLogo(context)
    await removeLogo(context)
    await workOff()

    expect(files()).toEqual([])
    expect((await account()).logo_id).toBeNull()
    expect(await actions()).toEqual(["changed_logo", "changed_logo", "removed_logo"])
  })
})
