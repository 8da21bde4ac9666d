import type { Browser, CDPSession, Page } from "playwright-core"
import { InvalidRun } from "../driver/response"
import { CATEGORIES, type MainThreadWork, Trace } from "./trace"

/** How many times slower the page's processor is made, as on a mid-range phone. */
const THROTTLING = 4

const VIEWPORT = { width: 1280, height: 800 }

/** Milliseconds after an act in which its consequences run, throttled. */
const SETTLE = 1_000
const SETTLE_AFTER_LOAD = 4_000

/** Milliseconds after which an act without its result has failed. */
const GIVE_UP = 30_000

const STARTED = "bench-started"
const SETTLED = "bench-settled"

/** A browser tab with a slow processor, whose main thread can be recorded. */
export class Tab {
  private constructor(
    readonly page: Page,
    /** The origin of its pages. */
    readonly url: string,
    readonly devtools: CDPSession,
  ) {}

  /** @param cookies as in a Cookie header */
  static async open(browser: Browser, url: string, cookies: string) {
    const context = await browser.newContext({ baseURL: url, viewport: VIEWPORT })
    await context.addCookies(
      cookies.split("; ").map((cookie) => {
        const [name = "", value = ""] = cookie.split("=")
        return { name, value, url }
      }),
    )
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: THROTTLING })
    return new Tab(page, url, devtools)
  }

  /** Opens `path`, and records from the navigation until the page has nothing left to do. */
  async recordLoad(path: string, isDone: () => Promise<boolean>): Promise<MainThreadWork> {
    await this.page.goto("about:blank")
    const trace = await this.#trace(async () => {
      await this.page.goto(path, { waitUntil: "commit" })
      await this.#settle(SETTLE_AFTER_LOAD, isDone)
    })
    const start = trace.find(
      `navigation to ${path}`,
      ({ name, args }) => name === "navigationStart" && JSON.stringify(args).includes(path),
    )
    return trace.workBetween(start, trace.findLast("end", isMark(SETTLED)))
  }

  /** Records `act` until the page has nothing left to do. */
  async record(act: () => Promise<unknown>, isDone: () => Promise<boolean>) {
    const trace = await this.#trace(async () => {
      await this.#mark(STARTED)
      await act()
      await this.#settle(SETTLE, isDone)
    })
    return trace.workBetween(
      trace.find("start", isMark(STARTED)),
      trace.findLast("end", isMark(SETTLED)),
    )
  }

  async #trace(act: () => Promise<unknown>): Promise<Trace> {
    const events: unknown[] = []
    const collect = ({ value }: { value: unknown[] }) => events.push(...value)
    this.devtools.on("Tracing.dataCollected", collect)
    await this.devtools.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: { includedCategories: CATEGORIES },
    })
    try {
      await act()
    } finally {
      const complete = new Promise((resolve) =>
        this.devtools.once("Tracing.tracingComplete", resolve),
      )
      await this.devtools.send("Tracing.end")
      await complete
      this.devtools.off("Tracing.dataCollected", collect)
    }
    return new Trace(events)
  }

  // Asking the page is work of its main thread, so the recorded time ends before the question.
  async #settle(length: number, isDone: () => Promise<boolean>) {
    const deadline = Date.now() + GIVE_UP
    for (;;) {
      await Bun.sleep(length)
      await this.#mark(SETTLED)
      if (await isDone()) return
      if (Date.now() > deadline) throw new InvalidRun("The page does not show the result")
    }
  }

  async #mark(name: string) {
    await this.devtools.send("Runtime.evaluate", { expression: `performance.mark("${name}")` })
  }
}

const isMark = (name: string) => (event: { name: string }) => event.name === name
