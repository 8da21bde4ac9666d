import { afterAll, beforeAll, expect, test } from "bun:test"
import { z } from "zod"
import {
  broadcast,
  channel,
  disconnectUser,
  dropSubscriptions,
  registerChannels,
  reserveStreams,
  startCable,
  stopCable,
} from "../src/platform/cable/cable"
import { signStreamName } from "../src/platform/cable/signed-stream"
import { openBrowser } from "./support/browser"
import { readCookie, serveCable } from "./support/cable-server"

// The client checks for a lost connection at least every 12 s.
const RECONNECT_INTERVAL = 13_000

const echoChannel = channel("EchoChannel", {
  state: () => ({ count: 0 }),
  actions: {
    shout(subscription, data) {
      const { text } = z.object({ text: z.string() }).parse(data)
      subscription.state.count++
      subscription.transmit({ text: `${text} ${subscription.state.count}` })
    },
  },
})

registerChannels([echoChannel])

reserveStreams((stream) => stream === "reserved")

let cable: ReturnType<typeof serveCable>

beforeAll(async () => {
  const built = await Bun.build({ entrypoints: [`${import.meta.dir}/cable-page.ts`] })
  const script = (await built.outputs[0]?.text()) ?? ""
  cable = serveCable({}, (path) => answer(path, script))
})
afterAll(() => cable.stop())

test("unmodified clients follow a stream, reconnect after a restart and continue", async () => {
  await using ada = await visit()
  const { page } = ada

  // The page's other source is never connected: its stream is reserved.
  const connected = page.locator("body > turbo-cable-stream-source[connected]")
  const disconnected = page.locator("body > turbo-cable-stream-source:not([connected])")

  await connected.waitFor({ state: "attached" })
  broadcast("lines", append("line_1", "before"))
  broadcast("lines", append("line_1", "before, once more"))
  await page.locator("#line_1", { hasText: "once more" }).waitFor()

  await stopCable()
  await disconnected.waitFor({ state: "attached" })
  startCable({ authenticate: readCookie, authorize: async () => true })
  await page.clock.fastForward(RECONNECT_INTERVAL)
  await connected.waitFor({ state: "attached" })

  broadcast("lines", append("line_2", "after"))
  await page.locator("#line_2", { hasText: "after" }).waitFor()
  expect(await page.locator("#lines > *").count()).toBe(2)
})

test("unmodified clients perform actions and receive transmissions", async () => {
  await using ada = await visit()

  for (const text of ["Hello 1;", "Hello 1;Hello 2;"]) {
    await ada.page.getByRole("button").click()
    await ada.page.locator("#echoes", { hasText: text }).waitFor()
  }
})

test("unmodified clients drop rejected subscriptions and receive nothing after losing access", async () => {
  await using ada = await visit()
  const { page } = ada
  await page.locator("#reserved turbo-cable-stream-source[rejected]").waitFor({ state: "attached" })
  await page.locator("turbo-cable-stream-source[connected]").waitFor({ state: "attached" })

  dropSubscriptions(1, "lines")
  broadcast("lines", append("line_3", "secret"))

  await page.locator("body > turbo-cable-stream-source[rejected]").waitFor({ state: "attached" })
  expect(await page.locator("#lines").textContent()).toBe("")
})

test("unmodified clients reconnect only if they may", async () => {
  await using ada = await visit()
  const { page } = ada
  const connected = page.locator("body > turbo-cable-stream-source[connected]")
  const disconnected = page.locator("body > turbo-cable-stream-source:not([connected])")
  await connected.waitFor({ state: "attached" })

  disconnectUser(1, { reconnect: true })
  await disconnected.waitFor({ state: "attached" })
  await page.clock.fastForward(RECONNECT_INTERVAL)
  await connected.waitFor({ state: "attached" })

  let opened = 0
  page.on("websocket", () => opened++)
  disconnectUser(1, { reconnect: false })
  await disconnected.waitFor({ state: "attached" })
  for (let minute = 0; minute < 5; minute++) await page.clock.fastForward(60_000)

  expect(opened).toBe(0)
})

async function visit() {
  const url = `http://${cable.host}`
  const person = await openBrowser({ url })
  await person.context.addCookies([{ name: "user", value: "1", url }])
  await person.page.clock.install()
  await person.page.goto("/")
  return person
}

function answer(path: string, script: string) {
  switch (path) {
    case "/":
      return html(<Page />)
    case "/page.js":
      return new Response(script, { headers: { "content-type": "text/javascript" } })
    default:
      return new Response(null, { status: 404 })
  }
}

function Page() {
  return (
    <html lang="en">
      <head>
        <title>Cable</title>
        <script type="module" src="/page.js" />
      </head>
      <body>
        <StreamSource stream="lines" />
        <div id="lines" />
        <div id="reserved">
          <StreamSource stream="reserved" />
        </div>
        <output id="echoes" />
        <button type="button">Shout</button>
      </body>
    </html>
  )
}

const html = (page: unknown) =>
  new Response(`<!DOCTYPE html>${page}`, { headers: { "content-type": "text/html" } })

const append = (id: string, text: string) =>
  `<turbo-stream action="append" target="lines"><template><p id="${id}">${text}</p></template></turbo-stream>`

function StreamSource({ stream, channel }: { stream: string; channel?: string }) {
  return (
    <turbo-cable-stream-source
      channel={channel ?? "Turbo::StreamsChannel"}
      signed-stream-name={signStreamName(stream)}
    />
  )
}
