import { afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test"
import { sql } from "kysely"
import { freshPostgres, queryPostgres } from "../../../../test/support/postgres"
import { PostgresProxy } from "../../../../test/support/postgres-proxy"
import { eventually } from "../../../../test/support/timeouts"
import { openStore, type Store, type Trx } from "../database"

let url: string
let proxy: PostgresProxy
let store: Store

beforeAll(async () => {
  url = await freshPostgres()
  await queryPostgres(url, "create table counters (id bigint primary key, value bigint not null)")
})
beforeEach(async () => {
  await queryPostgres(url, "truncate counters")
  await queryPostgres(url, "insert into counters values (1, 0), (2, 0)")
  proxy = new PostgresProxy(url)
  store = await openStore("unused", proxy.url)
})
afterEach(async () => {
  await store.close()
  proxy.stop()
})

const VALUES = "select value from counters where id >= $1 order by id"
const INCREMENT = "update counters set value = value + 1 where id = $1"
const SLEEP = "select pg_sleep($1::float8)"

const values = () => store.rows(store.reader, VALUES, [1])
const increment = (trx: Trx, id: number) => store.rows(trx, INCREMENT, [id])
const terminateAll = () =>
  queryPostgres(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  )
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

describe("a statement on PostgreSQL", () => {
  test("returns ids and times as numbers, and null as null", async () => {
    const time = 8_999_999_999_999_999

    const rows = await store.rows(
      store.reader,
      "select $1::bigint as time, 7::bigint as id, null::bigint as none, count(*) from counters",
      [time],
    )

    expect(rows).toEqual([{ time, id: 7, none: null, count: 2 }])
  })

  test("is one round trip", async () => {
    await values()

    expect(await proxy.count(values)).toEqual({ roundTrips: 1, statements: 1 })
  })

  test("cannot write through the reader", async () => {
    await expect(store.rows(store.reader, INCREMENT, [1])).rejects.toThrow("read-only")
  })

  test("fails when it runs for longer than the timeout", async () => {
    const limits = await store.rows(
      store.reader,
      "select name, setting from pg_settings where name = any($1::text[]) order by name",
      ["{statement_timeout,lock_timeout,idle_in_transaction_session_timeout}"],
    )

    expect(limits).toEqual([
      { name: "idle_in_transaction_session_timeout", setting: "30000" },
      { name: "lock_timeout", setting: "5000" },
      { name: "statement_timeout", setting: "30000" },
    ])
  })
})

describe("a transaction on PostgreSQL", () => {
  test("sends BEGIN together with its first statement", async () => {
    const work = () => store.transaction((trx) => increment(trx, 1))
    for (let times = 0; times < 30; times++) await work()

    expect(await proxy.count(work)).toEqual({ roundTrips: 2, statements: 3 })
  })

  test("rejects when a statement had failed, also when its error was caught", async () => {
    const swallowing = store.transaction(async (trx) => {
      await increment(trx, 1)
      await store.rows(trx, "select 1 / $1::int", [0]).catch(() => {})
    })

    await expect(swallowing).rejects.toThrow("rolled back")
    expect(await values()).toEqual([{ value: 0 }, { value: 0 }])
  })

  test("runs no statement after its end", async () => {
    let kept: Trx | undefined
    await store.transaction(async (trx) => {
      kept = trx
    })
    const late = kept
    if (!late) throw new Error("The transaction did not run")

    await expect(increment(late, 1)).rejects.toThrow("ended")
    await expect(sql`update counters set value = 5`.execute(late)).rejects.toThrow("ended")
    expect(await values()).toEqual([{ value: 0 }, { value: 0 }])
  })

  test("runs again after a deadlock", async () => {
    const both = (first: number, second: number) =>
      store.transaction(async (trx) => {
        await increment(trx, first)
        await Bun.sleep(50)
        await increment(trx, second)
      })

    await Promise.all([both(1, 2), both(2, 1)])

    expect(await values()).toEqual([{ value: 2 }, { value: 2 }])
  })

  test("gives up waiting for a lock, and readers do not wait for those that wait", async () => {
    const { release, locked } = lockCounter(1)
    await locked
    const waiting = Array.from({ length: 16 }, () =>
      store.transaction((trx) => increment(trx, 1)).catch(messageOf),
    )
    await eventually(async () => (await waitingForLocks()) > 0, "a transaction that waits")

    expect(await values()).toEqual([{ value: 0 }, { value: 0 }])
    expect(await waiting[0]).toContain("lock timeout")
    release()
    const outcomes = await Promise.all(waiting)
    expect(outcomes.filter((outcome) => typeof outcome !== "string").length).toBeGreaterThan(0)
  })

  /** Locks a counter in a transaction until `release` is called. */
  function lockCounter(id: number) {
    const released = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const done = store.transaction(async (trx) => {
      await store.rows(trx, "select id from counters where id = $1 for update", [id])
      reached.resolve()
      await released.promise
    })
    return { locked: reached.promise, release: released.resolve, done }
  }

  async function waitingForLocks() {
    const rows = await queryPostgres(
      url,
      "select 1 from pg_stat_activity where wait_event_type = 'Lock'",
    )
    return rows.length
  }
})

describe("a statement that is awaited at the commit", () => {
  test("is sent with COMMIT", async () => {
    const work = () =>
      store.transaction(async (trx) => {
        await increment(trx, 1)
        await store.awaitAtCommit(trx, increment(trx, 2))
      })
    for (let times = 0; times < 30; times++) await work()

    expect(await proxy.count(work)).toEqual({ roundTrips: 2, statements: 4 })
    expect(await values()).toEqual([{ value: 31 }, { value: 31 }])
  })

  const divide = (trx: Trx) => store.rows(trx, "select 1 / $1::int", [0])

  test("rolls the transaction back when it fails, with its own error", async () => {
    const failing = store.transaction(async (trx) => {
      await increment(trx, 1)
      await store.awaitAtCommit(trx, divide(trx))
    })

    await expect(failing).rejects.toThrow("division by zero")
    expect(await values()).toEqual([{ value: 0 }, { value: 0 }])
  })

  test("gives its error when a later statement fails because of it", async () => {
    const failing = store.transaction(async (trx) => {
      await store.awaitAtCommit(trx, divide(trx))
      await increment(trx, 1)
    })

    await expect(failing).rejects.toThrow("division by zero")
  })
})

describe("a lost connection to PostgreSQL", () => {
  test("is replaced when the server closed it while it was idle", async () => {
    await values()
    await store.transaction((trx) => increment(trx, 1))

    await terminateAll()

    const read = async () => (await values().catch(() => [])).length === 2
    await eventually(read, "the next query")
    await store.transaction((trx) => increment(trx, 1))
    expect(await values()).toEqual([{ value: 2 }, { value: 0 }])
  })

  test("is replaced when the server closed it while the process was busy", async () => {
    await Promise.all(Array.from({ length: 12 }, values))

    Bun.spawnSync([
      process.execPath,
      "-e",
      `const sql = new Bun.SQL("${url}", { max: 1 })
      await sql.unsafe("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
      process.exit()`,
    ])

    const read = async () => (await values().catch(() => [])).length === 2
    await eventually(read, "the next query")
  })

  test("makes reads and transactions that run on it run again", async () => {
    const reading = Array.from({ length: 8 }, () => store.rows(store.reader, SLEEP, [1]))
    const started = Promise.withResolvers<void>()
    const terminated = Promise.withResolvers<void>()
    let attempts = 0
    const writing = store.transaction(async (trx) => {
      attempts++
      await increment(trx, 1)
      started.resolve()
      await terminated.promise
      await increment(trx, 2)
    })
    await started.promise

    await terminateAll()
    terminated.resolve()

    await Promise.all([...reading, writing])
    expect(attempts).toBeGreaterThan(1)
    expect(await values()).toEqual([{ value: 1 }, { value: 1 }])
  })

  test("is replaced after the server was down", async () => {
    await values()

    proxy.stop()
    await expect(eventuallyRefused()).resolves.toBe(true)
    proxy.start()

    const read = async () => (await values().catch(() => [])).length === 2
    await eventually(read, "the next query")
    await store.transaction((trx) => increment(trx, 1))
  })

  const eventuallyRefused = () =>
    eventually(
      async () => (await values().catch(messageOf)) === "Failed to connect",
      "a refused connection",
    )
})
