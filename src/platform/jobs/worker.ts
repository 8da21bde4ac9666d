import { type Micros, millis, minutes, now, seconds } from "../database/database"
import { log } from "../logger"
import { extend, type Lease, leaseDue, nextDue, release } from "./lease"
import { perform } from "./perform"
import { Sleep } from "./wake"

export type WorkerOptions = {
  /** Maximum number of concurrent jobs. */
  concurrency?: number
  /** Interval of polling for jobs of other processes. Jobs of this process wake the worker. */
  poll?: Micros
  /** How long a job stays leased after its worker crashed. */
  lease?: Micros
}

export type Worker = {
  /** Takes no more jobs, waits `grace` for the running ones, and releases the rest. */
  stop(options?: { grace?: Micros }): Promise<void>
}

/** Runs due jobs of all processes until it is stopped. */
export function startWorker(options: WorkerOptions = {}): Worker {
  const work = new Work(options)
  return { stop: ({ grace = seconds(10) } = {}) => work.stop(grace) }
}

/** Runs all due jobs, and the jobs that they enqueue, until none is due: for tests and commands. */
export async function workOff() {
  const { signal } = new AbortController()
  for (;;) {
    const leases = await leaseDue(10, minutes(5))
    if (leases.length === 0) return
    await Promise.all(leases.map((lease) => perform(lease, signal)))
  }
}

type Running = { lease: Lease; abort: AbortController; ended: Promise<void> }

class Work {
  readonly #concurrency: number
  readonly #poll: Micros
  readonly #lease: Micros
  readonly #sleep = new Sleep()
  readonly #running = new Set<Running>()
  readonly #heartbeat: Timer
  readonly #loop: Promise<void>
  #heartbeatDone: Promise<void> | undefined
  #stopping = false

  constructor({ concurrency = 4, poll = seconds(1), lease = seconds(30) }: WorkerOptions) {
    this.#concurrency = concurrency
    this.#poll = poll
    this.#lease = lease
    this.#heartbeat = setInterval(
      () => {
        this.#heartbeatDone = this.#extendLeases()
      },
      millis(lease / 3),
    )
    this.#loop = this.#run()
  }

  async stop(grace: Micros) {
    this.#stopping = true
    this.#sleep.wake()
    await this.#loop

    await this.#drained(grace)
    clearInterval(this.#heartbeat)
    this.#sleep.forget()
    await this.#heartbeatDone
    await Promise.all([...this.#running].map((running) => releaseUnfinished(running)))
  }

  async #drained(grace: Micros) {
    const outOfTime = Promise.withResolvers<void>()
    const timer = setTimeout(outOfTime.resolve, millis(grace))
    const all = Promise.all([...this.#running].map(({ ended }) => ended))
    await Promise.race([all, outOfTime.promise])
    clearTimeout(timer)
  }

  async #run() {
    while (!this.#stopping) {
      await this.#sleep.atMost(await this.#takeDue())
    }
  }

  /** @returns milliseconds until the next poll */
  async #takeDue() {
    const free = this.#concurrency - this.#running.size
    // A job that ends wakes the worker.
    if (free === 0) return millis(this.#poll)
    try {
      const due = await nextDue()
      const wait = due === null ? this.#poll : Math.min(this.#poll, due - now())
      if (wait > 0) return Math.ceil(wait / 1000)

      const leases = await leaseDue(free, this.#lease)
      for (const lease of leases) {
        if (this.#stopping) await release(lease)
        else this.#start(lease)
      }
      // None although one was due: another worker is leasing it.
      return leases.length > 0 ? 0 : millis(this.#poll)
    } catch (error) {
      log.error({ err: error }, "The worker can't read its queue")
      return millis(this.#poll)
    }
  }

  #start(lease: Lease) {
    const abort = new AbortController()
    const ended = perform(lease, abort.signal)
      // The lease expires, and the job runs again.
      .catch((error) =>
        log.error({ err: error, id: lease.job.id }, "The result of a job was not recorded"),
      )
      .finally(() => {
        this.#running.delete(running)
        this.#sleep.wake()
      })
    const running = { lease, abort, ended }
    this.#running.add(running)
  }

  async #extendLeases() {
    const running = [...this.#running]
    if (running.length === 0) return
    try {
      const held = await extend(
        running.map(({ lease }) => lease),
        this.#lease,
      )
      for (const { lease, abort } of running) if (!held.has(lease)) abort.abort()
    } catch (error) {
      log.error({ err: error }, "The worker can't extend its leases")
    }
  }
}

async function releaseUnfinished({ lease, abort }: Running) {
  abort.abort()
  log.warn({ job: lease.job.name, id: lease.job.id }, "Job released unfinished at shutdown")
  await release(lease).catch((error) => log.error({ err: error }, "A job could not be released"))
}
