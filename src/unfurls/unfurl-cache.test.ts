import { afterAll, expect, test } from "bun:test"
import { database, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { testNetwork } from "./test-network"
import { unfurl } from "./unfurl"

let visits = 0
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request) {
    visits++
    return request.url.endsWith("/tea")
      ? new Response(
          `<meta name="og:title" content="Tea"><meta name="og:description" content="Hot">`,
          { headers: { "content-type": "text/html" } },
        )
      : new Response("No", { status: 500 })
  },
})
const { at, network } = testNetwork(site)

afterAll(() => site.stop(true))

const rows = () => database().selectFrom("unfurls").selectAll().orderBy("id").execute()

onBothDatabases("the cache of previews", () => {
  test("fetches a link once, also one without a preview", async () => {
    visits = 0
    const link = at("/tea")

    const all = await Promise.all([unfurl(link, network), unfurl(link, network)])
    const again = await unfurl(link, network)
    for (const _ of [1, 2]) expect(await unfurl(at("/broken"), network)).toBeNull()

    expect([...all, again].map((preview) => preview?.title)).toEqual(["Tea", "Tea", "Tea"])
    expect(visits).toBe(2)
  })

  test("fetches an expired link again and deletes expired rows", async () => {
    visits = 0
    await unfurl(at("/tea"), network)
    await unfurl(at("/broken"), network)
    await transaction((trx) => trx.updateTable("unfurls").set({ expires_at: now() }).execute())

    expect((await unfurl(at("/tea"), network))?.title).toBe("Tea")

    expect(visits).toBe(3)
    expect((await rows()).map(({ url }) => url)).toEqual([at("/tea")])
  })
})
