import { expect, test } from "bun:test"
import { createMessage, scene, withDisplayName } from "../../../test/support/scene"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { definitionOf } from "../../platform/jobs/definition"
import { workOff } from "../../platform/jobs/job"
import { findMessages, parseQuery } from "../../searches/search"
import { wire } from "../../wiring"
import { editMessage, notIndexedBelow, readBody, removeMessage } from "../message"
import { unindexMessages } from "./search-entry"

/** Posts `count` messages, then leaves the index as the migration does. */
async function sceneBeforeIndexing(count: number) {
  wire()
  const { ada, hall } = await scene()
  const messages: Awaited<ReturnType<typeof createMessage>>[] = []
  for (let index = 0; index < count; index++)
    messages.push(await createMessage(hall, ada, `Kettle <b>number</b> ${index}`))
  const last = messages.at(-1)?.id ?? 0
  await transaction(async (trx) => {
    await unindexMessages(
      trx,
      messages.map(({ id }) => id),
    )
    const time = Date.now() * 1000
    await trx
      .insertInto("jobs")
      .values({
        name: "index-older-messages",
        payload: JSON.stringify({ below: last + 1 }),
        run_at: time,
        created_at: time,
        updated_at: time,
      })
      .execute()
  })
  const found = async (typed: string) => {
    const { results } = await findMessages(ada, { query: parseQuery(typed), zone: "UTC" })
    return results.map(({ id }) => id)
  }
  return { ada, hall, messages, last, found }
}

const waiting = () =>
  database().selectFrom("jobs").select(["id", "payload"]).where("failed_at", "is", null).execute()

/** Runs the waiting job as a worker that crashes before it records the result. */
async function runAndCrash() {
  const [job] = await waiting()
  if (!job) throw new Error("No job waits")
  const { signal } = new AbortController()
  await definitionOf("index-older-messages")?.run(JSON.parse(job.payload), {
    id: job.id,
    attempt: 1,
    signal,
  })
  return job
}

onBothDatabases("indexing older messages", () => {
  test("indexes all, the newest first, in batches", async () => {
    const { messages, last, found } = await sceneBeforeIndexing(230)
    expect(await found("kettle")).toEqual([])
    expect(await notIndexedBelow()).toBe(last + 1)

    await runAndCrash()
    expect(await found("kettle")).toEqual(messages.slice(-100).map(({ id }) => id))
    expect(await notIndexedBelow()).toBe(last - 99)

    await workOff()
    expect(await found("number 0")).toEqual([messages[0]?.id ?? 0])
    expect(await waiting()).toEqual([])
    const entries = await database().selectFrom("search_entries").select("rowid").execute()
    expect(entries).toHaveLength(230)
  })

  test("continues once after a crash, also when two workers run one batch", async () => {
    const { found, messages } = await sceneBeforeIndexing(110)
    const job = await runAndCrash()
    const { signal } = new AbortController()
    await definitionOf("index-older-messages")?.run(JSON.parse(job.payload), {
      id: job.id,
      attempt: 2,
      signal,
    })

    expect(await waiting()).toHaveLength(1)
    await workOff()
    expect(await found("number 1")).toEqual([messages[1]?.id ?? 0])
  })

  test("keeps what is posted, edited and removed meanwhile", async () => {
    const { ada, hall, messages, found } = await sceneBeforeIndexing(130)
    const [early, removed] = messages
    const late = messages.at(-1)
    if (!early || !removed || !late) throw new Error("The scene has messages")
    const named = withDisplayName(hall)

    await editMessage(named, ada, early, readBody("<p>Teapot</p>"))
    await runAndCrash()
    await editMessage(named, ada, late, readBody("<p>Teapots</p>"))
    await removeMessage(removed)
    const posted = await createMessage(hall, ada, "Another teapot")
    expect(await found("teapot")).toEqual([late.id, posted.id])
    await workOff()

    expect(await found("teapot")).toEqual([early.id, late.id, posted.id])
    expect(await found('"number 1"')).toEqual([])
    expect(await found('"number 0"')).toEqual([])
    expect(await found('"number 2"')).toHaveLength(1)
  })
})
