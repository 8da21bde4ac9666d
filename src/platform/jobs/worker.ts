import { type Micros, millis, now, seconds } from "../database/database"
import { log } from "../logger"
import { extend, type Lease, leaseDue, nextDue, release } from "./lease"
import { perform } from "./perform"
import { Sleep } from "./wake"

export type WorkerOptions = {
  /** How many jobs run at once. */
  concurrency?: number
  /** How often to look for jobs of other processes; those of this one wake the worker. */
  poll?: Micros
  /** How long a job stays taken after its worker died. */
  lease?: Micros
}

export type Worker = {
  /** Takes no more jobs, waits `grace` for those that run, and gives the rest back. */
  stop(options?: { grace?: Micros }): Promise<void>
}

/** Runs the jobs that are due, of this and of other processes, until it is stopped. */
export function startWorker(options: WorkerOptions = {}): Worker {
  const work = new Work(options)
  return { stop: ({ grace = seconds(10) } = {}) => work.stop(grace) }
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
  #beating: Promise<void> | undefined
  #stopping = false

  constructor({ concurrency = 4, poll = seconds(1), lease = seconds(30) }: WorkerOptions) {
    this.#concurrency = concurrency
    this.#poll = poll
    this.#lease = lease
    this.#heartbeat = setInterval(
      () => {
        this.#beating = this.#beat()
      },
      millis(lease / 3),
    )
    this.#loop = this.#run()
  }

  async stop(grace: Micros) {
    this.#stopping = true
    this.#sleep.wake()
    await this.#loop

    await this.#ended(grace)
    clearInterval(this.#heartbeat)
    this.#sleep.forget()
    await this.#beating
    await Promise.all([...this.#running].map((running) => giveBack(running)))
  }

  async #ended(grace: Micros) {
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

  /** @returns in how many milliseconds to look again, at the latest */
  async #takeDue() {
    const free = this.#concurrency - this.#running.size
    // The end of a job wakes us.
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
      // None, though one was due: another worker is taking it.
      return leases.length > 0 ? 0 : millis(this.#poll)
    } catch (error) {
      log.error({ err: error }, "The worker can't reach its queue")
      return millis(this.#poll)
    }
  }

  #start(lease: Lease) {
    const abort = new AbortController()
    const ended = perform(lease, abort.signal)
      // Its lease runs out, and then it is run again.
      .catch((error) => log.error({ err: error, id: lease.job.id }, "A job's end was not recorded"))
      .finally(() => {
        this.#running.delete(running)
        this.#sleep.wake()
      })
    const running = { lease, abort, ended }
    this.#running.add(running)
  }

  async #beat() {
    const running = [...this.#running]
    if (running.length === 0) return
    try {
      const held = await extend(
        running.map(({ lease }) => lease),
        this.#lease,
      )
      for (const { lease, abort } of running) if (!held.has(lease)) abort.abort()
    } catch (error) {
      log.error({ err: error }, "The worker can't keep its jobs")
    }
  }
}

async function giveBack({ lease, abort }: Running) {
  abort.abort()
  log.warn({ job: lease.job.name, id: lease.job.id }, "Job given back: no time left to end it")
  await release(lease).catch((error) => log.error({ err: error }, "A job could not be given back"))
}
