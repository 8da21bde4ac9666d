import { expect, test } from "bun:test"
import { InvalidRun } from "./response"
import { SteadyPosts } from "./steady-posts"

const request = Buffer.from("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")

test("a run has its number of posts, also when the server is slow", async () => {
  let received = 0
  using server = serve(async () => {
    received++
    await Bun.sleep(30)
  })
  const posts = await open(server, () => {})

  posts.start()
  await Bun.sleep(200)
  await posts.stop(0.2)

  expect(received).toBe(20)
  posts.close()
})

test("a wrong response fails the run", async () => {
  using server = serve(async () => {})
  const posts = await open(server, () => {
    throw new InvalidRun("wrong")
  })

  posts.start()
  await Bun.sleep(50)

  expect(posts.stop(0.05)).rejects.toThrow(InvalidRun)
  posts.close()
})

function serve(work: () => Promise<void>) {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch() {
      await work()
      return new Response("")
    },
  })
}

function open({ port = 0 }: { port?: number }, onResponse: () => void) {
  const workload = { nextRequest: () => request, onResponse }
  return SteadyPosts.open(port, [workload, workload], 100)
}
