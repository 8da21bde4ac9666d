import { expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StoredContent } from "../driver/stored-content"
import { seed } from "../seed/seed"
import { recordPost } from "./recorded-post"
import { openLikeHearth, prepareReplay } from "./replay"

test("a replayed post stores a message and its search entry", async () => {
  const storage = mkdtempSync(join(tmpdir(), "hearth-bench-"))
  const { busy, people } = await seed(storage)
  const [author] = people
  if (!author) throw new Error("The seed has no people")
  const statements = await recordPost(storage, busy, author)
  const log = new StoredContent(storage)
  const before = log.countMessages(busy)

  const sqlite = openLikeHearth(join(storage, "db/hearth.sqlite3"))
  const post = prepareReplay(statements, sqlite)
  const body = "<p>Kettle’s on</p>"
  post({ client_message_id: "again-1", body, text: "Kettle’s on", time: Date.now() * 1000 })
  post({ client_message_id: "again-2", body, text: "Kettle’s on", time: Date.now() * 1000 + 1 })

  expect(log.countMessages(busy)).toEqual({
    messages: before.messages + 2,
    entries: before.entries + 2,
  })
  expect(statements.flatMap(({ parameters }) => parameters.map(({ is }) => is))).toContain("text")
  log.close()
  sqlite.close()
  rmSync(storage, { recursive: true, force: true })
})
