import { afterAll, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { database, transaction } from "../database/database"
import { onBothDatabases } from "../database/on-both-databases"
import { registerJobs, workOff } from "../jobs/job"
import { deleteBlob } from "./blobs"
import { configureFiles, diskFiles, purgeBlob, readBlob, withNewBlob } from "./file"
import { deleteBytes } from "./storage"

const folder = mkdtempSync(join(tmpdir(), "hearth-files-"))
const note = { bytes: Buffer.from("Kettle's on"), filename: "note.txt", content_type: "text/plain" }
const onDisk = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())

afterAll(() => rmSync(folder, { recursive: true }))

registerJobs([deleteBlob, deleteBytes])

onBothDatabases("a file", () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true })
    configureFiles(diskFiles(folder))
  })

  test("is stored with a row and read back", async () => {
    const blob = await withNewBlob(note, async (_, stored) => stored)

    expect(await (await readBlob(blob.id))?.text()).toBe("Kettle's on")
    expect(blob).toMatchObject({ filename: "note.txt", content_type: "text/plain", byte_size: 11 })
    expect(await readBlob(blob.id + 1)).toBeNull()
  })

  test("is removed when the transaction fails", async () => {
    const failing = withNewBlob(note, async () => {
      throw new Error("Not today")
    })

    await expect(failing).rejects.toThrow("Not today")
    expect(onDisk()).toEqual([])
    expect(await database().selectFrom("blobs").selectAll().execute()).toEqual([])
  })

  test("is purged after the commit, with row and bytes", async () => {
    const blob = await withNewBlob(note, async (_, stored) => stored)
    await transaction((trx) => purgeBlob(trx, blob.id))
    expect(onDisk()).toHaveLength(1)

    await workOff()

    expect(onDisk()).toEqual([])
    expect(await readBlob(blob.id)).toBeNull()
  })

  test("is purged by a retry when the storage fails", async () => {
    const blob = await withNewBlob(note, async (_, stored) => stored)
    let failures = 0
    const remove = async () => {
      failures++
      throw new Error("The storage does not answer")
    }
    configureFiles({ ...diskFiles(folder), remove })
    await transaction((trx) => purgeBlob(trx, blob.id))
    await workOff()
    expect(failures).toBeGreaterThan(0)
    expect(onDisk()).toHaveLength(1)

    configureFiles(diskFiles(folder))
    await transaction((trx) => trx.updateTable("jobs").set({ run_at: 0 }).execute())
    await workOff()

    expect(onDisk()).toEqual([])
  })
})
