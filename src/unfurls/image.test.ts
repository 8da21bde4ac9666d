import { afterAll, beforeEach, expect, test } from "bun:test"
import { linkedImage } from "./image"
import { PNG, testNetwork } from "./test-network"

let [visits, running, maxRunning] = [0, 0, 0]
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    visits++
    maxRunning = Math.max(maxRunning, ++running)
    await Bun.sleep(20)
    running--
    return new URL(request.url).pathname.startsWith("/gone")
      ? new Response("No", { status: 404 })
      : new Response(PNG, { headers: { "content-type": "image/png" } })
  },
})
const { at, network } = testNetwork(site)

beforeEach(() => {
  visits = running = maxRunning = 0
})
afterAll(() => site.stop(true))

const concurrently = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

test("concurrent downloads are limited and all complete", async () => {
  const images = await concurrently(40, (index) => linkedImage(at(`/${index}.png`), network))

  expect(images.map((image) => image?.type)).toEqual(Array(40).fill("image/png"))
  expect(visits).toBe(40)
  expect(maxRunning).toBeLessThanOrEqual(8)
})

test("a missing picture is requested once", async () => {
  await concurrently(3, () => linkedImage(at("/gone.png"), network))
  expect(await linkedImage(at("/gone.png"), network)).toBeNull()

  expect(visits).toBe(1)
})
