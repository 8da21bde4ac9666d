import { afterEach, describe, expect, test } from "bun:test"
import { z } from "zod"
import { eventually } from "../../../test/support/timeouts"
import {
  configureStore,
  database,
  hours,
  type Micros,
  now,
  seconds,
  store,
  transaction,
} from "../database/database"
import { onBothDatabases } from "../database/on-both-databases"
import {
  Discard,
  enqueue,
  job,
  registerJobs,
  startWorker,
  type WorkerOptions,
  workOff,
} from "./job"
import { complete, extend, leaseDue, markFailed, postpone, release } from "./lease"

/** The work of the test job, set by each test. */
let work: (note: string, context: { attempt: number; signal: AbortSignal }) => unknown = () => {}
let done: string[] = []

const Note = z.object({ note: z.string() })
async function doWork(
  { note }: z.output<typeof Note>,
  context: { attempt: number; signal: AbortSignal },
) {
  await work(note, context)
  done.push(note)
}
const noteJob = job("note", Note, doWork, { attempts: 3, backoff: () => 1000 })
const patientNoteJob = job("patient-note", Note, doWork, { backoff: () => hours(1) })
registerJobs([noteJob, patientNoteJob])

const workers: { stop(options?: { grace?: Micros }): Promise<void> }[] = []

function start(options: WorkerOptions = {}) {
  const worker = startWorker(options)
  workers.push(worker)
  return worker
}

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop({ grace: 0 })
  work = () => {}
  done = []
})

const note = (text: string, options?: { runAt?: Micros }) =>
  transaction((trx) => enqueue(trx, noteJob, { note: text }, options))

const rows = () => database().selectFrom("jobs").selectAll().orderBy("id").execute()
const allDone = () => eventually(async () => (await rows()).length === 0, "an empty queue")

/** A promise that the test resolves. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

onBothDatabases("a job", () => {
  test("runs right after the commit and is deleted", async () => {
    start({ poll: hours(1) })
    await transaction(async (trx) => {
      await enqueue(trx, noteJob, { note: "a" })
      await Bun.sleep(50)
      expect(done).toEqual([])
    })

    await allDone()
    expect(done).toEqual(["a"])
  })

  test("never runs after a rollback", async () => {
    start({ poll: 10_000 })
    const failing = transaction(async (trx) => {
      await enqueue(trx, noteJob, { note: "undone" })
      throw new Error("Changed my mind")
    })
    await expect(failing).rejects.toThrow("Changed my mind")

    await note("b")
    await allDone()
    expect(done).toEqual(["b"])
  })

  test("runs in order of `run_at`, not early", async () => {
    await note("later", { runAt: now() + hours(1) })
    await note("soon", { runAt: now() + seconds(0.3) })
    await note("first", { runAt: now() - hours(1) })
    await note("second")
    start({ concurrency: 1, poll: hours(1) })

    await eventually(async () => (await rows()).length === 1)
    expect(done).toEqual(["first", "second", "soon"])
    expect(await rows()).toMatchObject([{ payload: `{"note":"later"}`, attempts: 0 }])
  })

  test("is retried until it succeeds", async () => {
    const attempts: number[] = []
    work = (_, { attempt }) => {
      attempts.push(attempt)
      if (attempt < 3) throw new Error("Not yet")
    }
    await note("a")
    start()

    await allDone()
    expect(attempts).toEqual([1, 2, 3])
    expect(done).toEqual(["a"])
  })

  test("is retried with backoff and jitter, and stores the error", async () => {
    work = () => {
      throw new Error("The kettle is cold")
    }
    await transaction((trx) => enqueue(trx, patientNoteJob, { note: "a" }))
    const before = now()
    await workOff()

    const [job] = await rows()
    expect(job).toMatchObject({ attempts: 1, lease: null, leased_until: null, failed_at: null })
    expect(job?.error).toContain("The kettle is cold")
    expect(job?.run_at).toBeGreaterThanOrEqual(before + hours(0.5))
    expect(job?.run_at).toBeLessThanOrEqual(now() + hours(1))
  })

  test("that failed in its last attempt is kept as failed", async () => {
    work = () => {
      throw new Error(`Broken\0 ${"x".repeat(100_000)}\uD800`)
    }
    await note("a")
    start()

    const failed = await eventually(async () =>
      (await rows()).find(({ failed_at }) => failed_at !== null),
    )
    expect(failed.attempts).toBe(3)
    expect(failed.error).toContain("Broken x")
    expect(failed.error?.length).toBeLessThan(5000)
    await workOff()
    expect((await rows())[0]?.attempts).toBe(3)
  })

  test("that throws Discard ends as done", async () => {
    work = () => {
      throw new Discard()
    }
    await note("a")
    await workOff()

    expect(await rows()).toEqual([])
  })

  test("that can't run does not block others", async () => {
    const time = now()
    const stray = { run_at: 1, created_at: time, updated_at: time }
    await transaction((trx) =>
      trx
        .insertInto("jobs")
        .values([
          { ...stray, name: "forgotten", payload: "{}" },
          { ...stray, name: "note", payload: `{"note":7}` },
          { ...stray, name: "note", payload: "{" },
        ])
        .execute(),
    )
    await note("a")
    start({ concurrency: 1 })
    await eventually(() => done.length === 1)

    const [unknown, misfit, garbage] = await rows()
    expect(unknown?.error).toContain(`No job is named "forgotten"`)
    expect(unknown?.run_at).toBeGreaterThan(time)
    expect(misfit?.error).toContain(`Invalid payload for the job "note"`)
    expect(misfit?.failed_at).not.toBeNull()
    expect(garbage?.error).toContain("not JSON")
    expect(garbage?.failed_at).not.toBeNull()
  })

  test("can't be enqueued unregistered or with a wrong payload", async () => {
    const unregistered = job("unregistered", Note, doWork)
    const sameName = job("note", Note, doWork)
    const misfit = Object.assign({ note: "" }, JSON.parse('{ "note": 7 }'))
    const enqueued = (definition: typeof noteJob, payload: { note: string }) =>
      transaction((trx) => enqueue(trx, definition, payload))

    await expect(enqueued(unregistered, { note: "a" })).rejects.toThrow(`"unregistered"`)
    await expect(enqueued(sameName, { note: "a" })).rejects.toThrow("not registered")
    await expect(enqueued(noteJob, misfit)).rejects.toThrow("Invalid payload")
    expect(await rows()).toEqual([])
  })

  test("that crashes its worker in every attempt is kept as failed", async () => {
    await note("deadly")
    for (let attempt = 1; attempt <= 3; attempt++) expect(await leaseDue(1, 0)).toHaveLength(1)
    await workOff()

    expect(done).toEqual([])
    const [failed] = await rows()
    expect(failed?.failed_at).not.toBeNull()
    expect(failed?.error).toContain("The worker crashed")
  })
})

onBothDatabases("a lease", () => {
  test("is held by one worker", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, i) => note(`${i}`)))
    const taken = await Promise.all(Array.from({ length: 12 }, () => leaseDue(7, seconds(60))))

    const ids = taken.flat().map(({ job }) => job.id)
    expect(new Set(ids).size).toBe(ids.length)
    const rest = await leaseDue(60, seconds(60))
    expect(ids.length + rest.length).toBe(60)
    expect(await leaseDue(60, seconds(60))).toEqual([])
  })

  test("that expired goes to another worker, and its first holder can't update the job", async () => {
    await note("a")
    const [lost] = await leaseDue(1, 0)
    const [held] = await leaseDue(1, seconds(60))
    if (!lost || !held) throw new Error("Nobody got the job")
    expect(held.job).toMatchObject({ id: lost.job.id, attempts: 2 })
    const before = await rows()

    await complete(lost)
    await postpone(lost, 0, "late")
    await markFailed(lost, "late")
    await release(lost)
    expect(await extend([lost], hours(1))).toEqual(new Set())
    expect(await rows()).toEqual(before)

    expect(await extend([lost, held], hours(1))).toEqual(new Set([held]))
    await complete(held)
    expect(await rows()).toEqual([])
  })

  test("is extended while the job runs", async () => {
    const starts: string[] = []
    work = async (text) => {
      starts.push(text)
      await Bun.sleep(4400)
    }
    await note("long")
    start({ lease: seconds(2), poll: seconds(0.05) })
    start({ lease: seconds(2), poll: seconds(0.05) })

    await allDone()
    expect(starts).toEqual(["long"])
    expect(done).toEqual(["long"])
  })

  test("that was lost aborts the job", async () => {
    const { opened, open } = gate()
    const stopped = new Promise<void>((resolve) => {
      work = async (_, { signal }) => {
        signal.addEventListener("abort", () => resolve())
        open()
        await stopped
      }
    })
    await note("a")
    start({ lease: seconds(0.3) })
    await opened
    await transaction((trx) =>
      trx
        .updateTable("jobs")
        .set({ lease: "another", leased_until: now() + hours(1) })
        .execute(),
    )

    await stopped
    expect(await rows()).toMatchObject([{ lease: "another", attempts: 1, error: null }])
  })
})

onBothDatabases("a worker", () => {
  test("limits concurrent jobs", async () => {
    let running = 0
    let most = 0
    work = async () => {
      most = Math.max(most, ++running)
      await Bun.sleep(20)
      running--
    }
    await Promise.all(Array.from({ length: 12 }, (_, i) => note(`${i}`)))
    start({ concurrency: 3 })

    await allDone()
    expect(most).toBe(3)
    expect(done).toHaveLength(12)
  })

  test("shares the queue with others, each job run once", async () => {
    const workersOfOneQueue = [start({ poll: 10_000 }), start({ poll: 10_000 }), start()]
    await Promise.all(Array.from({ length: 60 }, (_, i) => note(`${i}`)))

    await allDone()
    expect(done.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect(workersOfOneQueue).toHaveLength(3)
  })

  test("drains: finishes running jobs and starts no more", async () => {
    const { opened, open } = gate()
    const begun: string[] = []
    work = (text) => {
      begun.push(text)
      return opened
    }
    await note("running")
    const worker = start({ concurrency: 1 })
    await eventually(() => begun.length === 1)

    const stopped = worker.stop({ grace: hours(1) })
    await note("waiting")
    open()
    await stopped

    expect(done).toEqual(["running"])
    expect(await rows()).toMatchObject([
      { payload: `{"note":"waiting"}`, attempts: 0, lease: null },
    ])
  })

  test("releases jobs that don't finish in time", async () => {
    const { opened, open } = gate()
    let signal: AbortSignal | undefined
    work = (_, context) => {
      signal = context.signal
      return opened
    }
    await note("endless")
    const worker = start()
    await eventually(() => signal !== undefined)
    await worker.stop({ grace: seconds(0.05) })

    expect(signal?.aborted).toBe(true)
    expect(await rows()).toMatchObject([{ attempts: 0, lease: null, leased_until: null }])

    open()
    work = () => {}
    await workOff()
    expect(await rows()).toEqual([])
  })

  test("writes nothing while the queue is empty", async () => {
    await note("tomorrow", { runAt: now() + hours(24) })
    const watched = store()
    let transactions = 0
    configureStore({
      ...watched,
      transaction(run) {
        transactions++
        return watched.transaction(run)
      },
    })
    start({ poll: seconds(0.005) })
    await Bun.sleep(200)

    expect(transactions).toBe(0)
  })
})

describe("names of jobs", () => {
  test("are given once", () => {
    expect(() => registerJobs([job("note", Note, doWork)])).toThrow(`Two jobs are named "note"`)
  })
})
