import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test"
import { boostMessage } from "../../src/boosts/boost"
import { startDirect } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { Form, HttpClient } from "../support/http-client"
import { mention } from "../support/mentions"
import { createMember, createMessage, openRoom, scene, userById } from "../support/scene"

describe.each(["sqlite", "postgres"] as const)("search, on %s", (dialect) => {
  let hearth: Hearth
  let ada: User
  let bea: User
  let hall: Awaited<ReturnType<typeof scene>>["hall"]
  let client: HttpClient

  beforeAll(async () => {
    hearth = await openHearth({ database: dialect })
    const people = await scene()
    ada = people.ada
    bea = people.bea
    hall = people.hall
  })
  beforeEach(async () => {
    client = await hearth.clientFor(bea)
  })
  afterAll(() => hearth.close())

  const page = async (path: string, as = client) => {
    const response = await as.get(path)
    expect(response.status).toBe(200)
    return response.text()
  }
  const shown = (html: string) =>
    [...html.matchAll(/<article[^>]* data-message-id="(\d+)"/g)].map(([, id]) => Number(id))

  test("starts with a page without results", async () => {
    await createMessage(hall, ada, "Morning")
    const html = await page("/searches")

    expect(html).toContain('id="search-results"')
    expect(html).not.toContain('class="message"')
    expect(html).toContain("What you can look for")
    expect(html).not.toContain("Clear recent searches")
  })

  test("is stored in the history and shows results from accessible rooms", async () => {
    const corner = await openRoom(ada, "Coffee Corner")
    const [here, there] = [
      await createMessage(hall, ada, "Kettles"),
      await createMessage(corner, bea, "A kettle"),
    ]

    const response = await client.post("/searches", { q: "  kettle   " })
    const html = await page("/searches?q=kettle")

    expect([response.status, response.headers.get("location")]).toEqual([302, "/searches?q=kettle"])
    expect(shown(html)).toEqual([here.id, there.id])
    expect(html).toContain("“kettle”")
    expect(html).toContain("2 messages")
    expect(html).toMatch(
      new RegExp(
        `class="message__room" href="/rooms/${corner.id}/@${there.id}"[^>]*>Coffee Corner<`,
      ),
    )
    expect(html).toMatch(/<button type="submit"[^>]* name="q" value="kettle">/)
  })

  test("shows all names of a direct message", async () => {
    const friend = await createMember(`Friend${dialect}`)
    const direct = await startDirect(friend, [bea.id])
    await createMessage(direct, friend, "Biscuits")

    expect(await page("/searches?q=biscuit")).toContain(`>Bea and Friend${dialect}</a>`)
  })

  test("with an empty query is not stored", async () => {
    const client = await hearth.clientFor(await createMember(`Quiet${dialect}`))
    for (const form of [{ q: "" }, { q: " \u0000 " }, { other: "" }] as Form[]) {
      const response = await client.post("/searches", form)
      expect([response.status, response.headers.get("location")]).toEqual([302, "/searches"])
    }
    expect(await page("/searches", client)).not.toContain("Recent searches")
    expect(shown(await page("/searches?q=", client))).toEqual([])
  })

  test("without results says so, and why if it can", async () => {
    expect(await page("/searches?q=zebra")).toContain("No messages found")
    const html = await page("/searches?q=tea+from%3AMr%3CX%3E")
    expect(html).toContain("called <strong>Mr&lt;X&gt;</strong>")
  })

  test("never fails, whatever the query", async () => {
    for (const typed of NONSENSE) {
      const html = await page(`/searches?q=${encodeURIComponent(typed)}`)
      expect(html).toContain('id="search-results"')
    }
    for (const raw of ["%", "%FF%FE", "%00", "a%00b", "q=1&q=2", "tea&before=x", "tea&before=-1"])
      expect((await client.get(`/searches?q=${raw}`)).status).toBe(200)
  })

  test("shows edited text and the author's current name", async () => {
    const message = await createMessage(hall, ada, "<p>Marmalade</p>")
    expect(await page("/searches?q=marmalade")).toContain("Marmalade")

    await client.get(`/rooms/${hall.id}`)
    const author = await hearth.clientFor(await userById(ada.id))
    await author.patch(`/rooms/${hall.id}/messages/${message.id}`, {
      "message[body]": "<p>Orange marmalade</p>",
    })

    expect(await page("/searches?q=marmalade")).toContain("Orange marmalade")
  })

  test("shows current names of mentioned people and of people who boosted", async () => {
    const [cleo, dora] = [await createMember("Cleo"), await createMember("Dora")]
    const message = await createMessage(hall, ada, `<p>Quince for ${mention(cleo)}</p>`)
    await boostMessage(message, dora, "yum")
    for (const [person, old, name] of [
      [cleo, "Cleo", "Cleopatra"],
      [dora, "Dora boosted", "Theodora"],
    ] as const) {
      expect(await page("/searches?q=quince")).toContain(old)

      const theirs = await hearth.clientFor(person)
      await theirs.patch("/users/me/profile", {
        "user[name]": name,
        "user[email_address]": person.email_address ?? "",
      })

      expect(await page("/searches?q=quince")).toContain(name)
    }
  })

  test("history can be cleared", async () => {
    await client.post("/searches", { q: "secret" })
    const response = await client.delete("/searches/clear")

    expect([response.status, response.headers.get("location")]).toEqual([303, "/searches"])
    expect(await page("/searches")).not.toContain("secret")
  })

  test("uses the viewer's time zone for dates", async () => {
    for (const zone of ["Europe/Berlin", "Nowhere/Else", "%FF", ""]) {
      client.cookies.set("time_zone", zone)
      await page("/searches?q=before%3A2024")
    }
  })
})

const NONSENSE = [
  ..."NOT|AND|OR|NEAR(|NOT tea|tea NOT|tea AND|tea -eel|- -|-|--|*|t*|*tea|^tea|tea^2".split("|"),
  ...`"|""|"tea|tea"|" "|"""|'|''|'tea|tea's|\\|\\"|{tea}|text:tea|marks:in1|rowid:1`.split("|"),
  ...':|::|from:|in:|from:from:ada|in:in:|has:has:file|from:"|in:""|has:|has:x'.split("|"),
  ...`before:|after:x|on:0000|before:9999|on:9999-12-31|on:2024-13|before:2024-02-30`.split("|"),
  ..."&|tea & eel|tea | eel|!tea|tea:*|tea:A|(tea|tea)|<->|tea <-> eel|' | '|$1|?|?1|%|_|;--".split(
    " ",
  ),
  "\uE000in1",
  "🎉",
  "\u202Etea",
  "a".repeat(5000),
  `${"tea ".repeat(200)}`,
  `"${"tea ".repeat(70)}"`,
  `${'"'.repeat(299)}`,
  "(".repeat(300),
  "明日の会議は十時から",
]
