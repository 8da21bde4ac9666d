import { afterAll, beforeEach, expect, test } from "bun:test"
import { linkedImage } from "./image"
import { outside, PNG } from "./network-for-tests"

let [visits, inside, most] = [0, 0, 0]
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    visits++
    most = Math.max(most, ++inside)
    await Bun.sleep(20)
    inside--
    return new URL(request.url).pathname.startsWith("/gone")
      ? new Response("No", { status: 404 })
      : new Response(PNG, { headers: { "content-type": "image/png" } })
  },
})
const { at, network } = outside(site)

beforeEach(() => {
  visits = inside = most = 0
})
afterAll(() => site.stop(true))

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

test("many pictures are fetched a few at a time, and all of them come", async () => {
  const images = await times(40, (index) => linkedImage(at(`/${index}.png`), network))

  expect(images.map((image) => image?.type)).toEqual(Array(40).fill("image/png"))
  expect(visits).toBe(40)
  expect(most).toBeLessThanOrEqual(8)
})

test("a picture that isn't there is not asked for by each who would see it", async () => {
  await times(3, () => linkedImage(at("/gone.png"), network))
  expect(await linkedImage(at("/gone.png"), network)).toBeNull()

  expect(visits).toBe(1)
})
