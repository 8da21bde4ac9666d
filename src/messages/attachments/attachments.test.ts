import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { otherPicture, picture, png } from "../../../test/support/sample-files"
import {
  allMessages,
  createMessageWithFile,
  messageByClientId,
  openRoom,
  recordBroadcasts,
  scene,
  uploadFile,
  userById,
  withDisplayName,
} from "../../../test/support/scene"
import { database, hours, now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import {
  configureFiles,
  diskFiles,
  PendingUpload,
  type StoredBlob,
} from "../../platform/files/file"
import { files } from "../../platform/files/storage"
import { workOff } from "../../platform/jobs/job"
import { messagesStream, type Room, removeRoom } from "../../rooms/room"
import { banUser, type User } from "../../users/user"
import { indexText, postMessage, readBody, removeMessage } from "../message"

const folder = mkdtempSync(join(tmpdir(), "hearth-attachments-"))
const onDisk = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
const blobs = () => database().selectFrom("blobs").selectAll().orderBy("id").execute()

let sea: Buffer

beforeAll(async () => {
  sea = await picture(1800, 600)
})
afterAll(() => {
  configureFiles(undefined)
  rmSync(folder, { recursive: true })
})

const withFiles = () => {
  rmSync(folder, { recursive: true, force: true })
  configureFiles(diskFiles(folder))
}

async function storedBytes(blob: StoredBlob | undefined) {
  const stored = await files().read(blob?.key ?? "")
  return stored ? await stored.bytes() : new Uint8Array()
}

/** `jpeg` with the marker of a progressive frame. */
function progressive(jpeg: Uint8Array) {
  const bytes = Buffer.from(jpeg)
  bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2
  return bytes
}

const seaIn = (room: Room, person: User) =>
  createMessageWithFile(room, person, { bytes: sea, filename: "sea.png", body: "<p>The sea</p>" })

onBothDatabases("a message with a file", () => {
  beforeEach(withFiles)

  test("is broadcast at once, and again when its thumbnail exists", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()

    const message = await seaIn(hall, ada)
    const [appended] = broadcasts.on(messagesStream(hall))
    expect(appended).toContain('action="append"')
    expect(appended).toContain("The sea")
    expect(appended).toContain('width="600" height="200"')
    await workOff()

    const [, replaced, ...more] = broadcasts.on(messagesStream(hall))
    expect(replaced).toStartWith(
      `<turbo-stream action="replace" target="presentation_message_${message.client_message_id}" maintain_scroll>`,
    )
    expect(replaced).toContain("The sea")
    expect(replaced).toContain("/representations/redirect/")
    expect(more).toEqual([])
  })

  test("is touched with its room when its thumbnail exists, but not marked as edited", async () => {
    const { ada, hall } = await scene()
    const message = await seaIn(hall, ada)

    await workOff()

    const seen = await messageByClientId(message.client_message_id)
    expect(seen).toEqual({ ...message, updated_at: seen.updated_at })
    expect(seen.updated_at).toBeGreaterThan(message.updated_at)
    const room = await database()
      .selectFrom("rooms")
      .select("updated_at")
      .where("id", "=", hall.id)
      .executeTakeFirstOrThrow()
    expect(room.updated_at).toBe(seen.updated_at)
  })

  test.each(["heic", "avif", "tiff", "bmp"] as const)(
    "shows a picture in the format %s",
    async (format) => {
      const { ada, hall } = await scene()
      using broadcasts = recordBroadcasts()

      const bytes = await otherPicture(format)
      await createMessageWithFile(hall, ada, { bytes, filename: `walk.${format}` })
      await workOff()

      const [, replaced] = broadcasts.on(messagesStream(hall))
      expect(replaced).toContain('width="300" height="200"')
      expect(replaced).toContain("/representations/redirect/")
      const preview = (await blobs()).find(({ content_type }) => content_type === "image/webp")
      const shown = await new Bun.Image(await storedBytes(preview)).metadata()
      expect(shown).toMatchObject({ width: 600, height: 400, format: "webp" })
    },
  )

  test("shows a photo of many megapixels, and the reason why another one is not shown", async () => {
    const { ada, hall } = await scene()
    const photo = await new Bun.Image(png(64, 64))
      .resize(8160, 6144, { fit: "fill" })
      .jpeg({ quality: 40 })
      .bytes()
    const files: [string, Uint8Array, RegExp][] = [
      ["photo.jpeg", photo, /representations.*width="531" height="400"/s],
      ["progressive.jpeg", progressive(photo), /This picture is damaged, or too large to show\./],
      ["torn.png", png(900, 900, 3), /This picture is damaged, or too large to show\./],
      [
        "drawing.svg",
        Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        /can contain scripts\./,
      ],
      ["layers.psd", Buffer.from("8BPS\0\x01\0\0\0\0\0\0\0\x03"), /of this format\./],
    ]
    for (const [filename, bytes, shown] of files) {
      using broadcasts = recordBroadcasts()
      await createMessageWithFile(hall, ada, { bytes: Buffer.from(bytes), filename })
      await workOff()
      expect(broadcasts.on(messagesStream(hall)).at(-1)).toMatch(shown)
    }
  })

  test("shows the file's name when no thumbnail can be made", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()

    await createMessageWithFile(hall, ada, { bytes: png(900, 900, 3), filename: "torn.png" })
    await workOff()

    const [appended, replaced] = broadcasts.on(messagesStream(hall))
    expect(appended).toContain('<img class="message__attachment"')
    expect(replaced).toContain("Download torn.png")
    expect(replaced).not.toContain("<img")
  })

  test("keeps changes that others make during the analysis, which runs once", async () => {
    const { ada, hall } = await scene()
    const message = await seaIn(hall, ada)
    await workOff()
    const before = await blobs()

    await transaction((trx) =>
      trx
        .insertInto("jobs")
        .values({
          name: "analyze-attachment",
          payload: JSON.stringify({ id: message.id }),
          run_at: now(),
          created_at: now(),
          updated_at: now(),
        })
        .execute(),
    )
    await workOff()

    expect(await blobs()).toEqual(before)
    expect(onDisk()).toHaveLength(2)
  })

  test("is found by words of the file's name", async () => {
    const { ada, hall } = await scene()
    const message = await createMessageWithFile(hall, ada, {
      bytes: "x",
      filename: "plan_2024-Entwürfe.pdf",
    })

    const entry = await database()
      .selectFrom("search_entries")
      .select("text")
      .where("rowid", "=", message.id)
      .executeTakeFirstOrThrow()
    expect(entry.text).toBe(indexText("plan 2024 Entwürfe pdf"))
  })
})

onBothDatabases("the file of a message", () => {
  beforeEach(withFiles)

  test("is deleted when its message is removed", async () => {
    const { ada, hall } = await scene()
    const message = await seaIn(hall, ada)
    await workOff()
    expect(onDisk()).toHaveLength(2)

    await removeMessage(message)
    await workOff()

    expect(onDisk()).toEqual([])
    expect(await blobs()).toEqual([])
  })

  test("is deleted when its message is removed before the analysis", async () => {
    const { ada, hall } = await scene()
    const message = await seaIn(hall, ada)

    await removeMessage(message)
    await workOff()

    expect(onDisk()).toEqual([])
    expect(await blobs()).toEqual([])
  })

  test("is deleted when its room is purged", async () => {
    const { ada } = await scene()
    const den = await openRoom(ada, "Den")
    await seaIn(den, ada)
    await workOff()

    await removeRoom(withDisplayName(den), ada, null)
    await workOff()
    await workOff()

    expect(onDisk()).toEqual([])
    expect(await blobs()).toEqual([])
  })

  test("is deleted when its author is banned", async () => {
    const { ada, bea, hall } = await scene()
    await seaIn(hall, bea)
    await workOff()

    await banUser(await userById(ada.id), bea.id, null)
    await workOff()
    await workOff()

    expect(await allMessages()).toEqual([])
    expect(onDisk()).toEqual([])
  })
})

onBothDatabases("an upload", () => {
  beforeEach(withFiles)

  test("is deleted after a day, unless a message claims it", async () => {
    const { ada, hall } = await scene()
    await uploadFile(ada, "Tea", "tea.txt")
    await createMessageWithFile(hall, ada, { bytes: "Milk", filename: "milk.txt" })
    await workOff()
    expect(onDisk()).toHaveLength(2)

    await transaction((trx) =>
      trx
        .updateTable("jobs")
        .set((job) => ({ run_at: job("run_at", "-", hours(24)) }))
        .where("name", "=", "drop-upload")
        .execute(),
    )
    await workOff()

    expect(await blobs()).toMatchObject([{ filename: "milk.txt", uploader_id: null }])
    expect(onDisk()).toHaveLength(1)
  })

  test("is claimed by its uploader, once", async () => {
    const { ada, bea, hall } = await scene()
    const attachment_id = await uploadFile(ada, "Tea", "tea.txt")
    const say = (person: User) =>
      postMessage(withDisplayName(hall), person, {
        body: readBody(""),
        client_message_id: crypto.randomUUID(),
        upload: new PendingUpload({ id: attachment_id }, person, { keep: true }),
      })

    await expect(say(bea)).rejects.toMatchObject({ status: 422 })
    await say(ada)
    await expect(say(ada)).rejects.toMatchObject({ status: 422 })

    expect(await allMessages()).toHaveLength(1)
  })
})
