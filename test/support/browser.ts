import { mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core"
import { findBrowser } from "./find-browser"
import type { HttpClient } from "./http-client"
import { WAIT_TIMEOUT } from "./timeouts"

const SCREENSHOTS = resolve(import.meta.dir, "../../storage/screenshots")
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
]

let browser: Promise<Browser> | undefined

export type BrowserOptions = BrowserContextOptions & {
  /** Copies the cookies of a signed-in client. */
  as?: HttpClient
}

/** Opens a fresh profile in the Chromium of this test run. */
export async function openBrowser(
  server: { url: string },
  { as, ...options }: BrowserOptions = {},
): Promise<BrowserUser> {
  const context = await (await sharedBrowser()).newContext({ baseURL: server.url, ...options })
  context.setDefaultTimeout(WAIT_TIMEOUT)
  if (as) await context.addCookies(cookiesOf(as))
  return new BrowserUser(context, await context.newPage())
}

export async function closeBrowser() {
  const open = browser
  browser = undefined
  await (await open)?.close()
}

export class BrowserUser implements AsyncDisposable {
  /** Uncaught errors, console errors and CSP violations. */
  readonly errors: string[] = []
  readonly context: BrowserContext
  readonly page: Page

  constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
    context.on("console", (message) => {
      if (message.type() === "error")
        this.errors.push(`${message.text()} (${message.location().url})`)
    })
    context.on("weberror", (thrown) => this.errors.push(String(thrown.error())))
  }

  /** The errors that the test did not provoke. */
  errorsExcept(...provoked: RegExp[]) {
    return this.errors.filter((error) => !provoked.some((pattern) => pattern.test(error)))
  }

  /** Saves a screenshot as `storage/screenshots/<name>.png`. */
  async screenshot(name: string) {
    const path = resolve(SCREENSHOTS, `${name}.png`)
    mkdirSync(dirname(path), { recursive: true })
    await this.page.screenshot({ path })
    return path
  }

  async [Symbol.asyncDispose]() {
    // A request that the test holds back or reroutes may still be pending.
    for (const page of this.context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" })
    await this.context.close()
  }
}

// Bun kills the processes of a test that times out; the next test then needs a new browser.
async function sharedBrowser() {
  browser ??= launch()
  const current = browser
  if (!(await current).isConnected() && browser === current) browser = launch()
  return browser
}

async function launch() {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error(
      "No Chromium, Chrome or Edge found. Install one or set HEARTH_BROWSER to its path.",
    )
  return chromium.launch({ executablePath, args: FLAGS })
}

function cookiesOf(client: HttpClient) {
  return [...client.cookies].map(([name, value]) => ({ name, value, url: client.url }))
}
