import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Room, startDirect } from "../../src/rooms/room"
import type { Suggestion } from "../../src/users/autocomplete"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { closedRoom, createMember, createMessage, deactivate, scene } from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => hearth.close())

const pathOf = (response: Response) => response.headers.get("location") ?? ""

describe("POST /rooms/directs", () => {
  test("opens the one room of these people, also for concurrent requests", async () => {
    const cy = await createMember("Cy1")
    const [hers, his] = [await hearth.clientFor(ada), await hearth.clientFor(cy)]

    const responses = await Promise.all([
      hers.post("/rooms/directs", { "user_ids[]": [cy.id] }),
      his.post("/rooms/directs", { "user_ids[]": [ada.id, cy.id] }),
      hers.post(`/rooms/directs?user_ids[]=${cy.id}`),
    ])

    for (const { status } of responses) expect(status).toBe(302)
    expect(new Set(responses.map(pathOf)).size).toBe(1)
    expect(pathOf(responses[0])).toMatch(/^\/rooms\/\d+$/)
    expect((await his.get(pathOf(responses[0]))).status).toBe(200)
  })

  test("validates ids", async () => {
    const client = await hearth.clientFor(await createMember("Nonsense"))

    const nonsense = { "user_ids[]": ["", "x", "-1", "1e3", "9".repeat(40)] }
    const responses = [
      await client.post("/rooms/directs", nonsense),
      await client.post("/rooms/directs"),
    ]

    expect(new Set(responses.map(pathOf)).size).toBe(1)
    const page = await (await client.get(pathOf(responses[0] as Response))).text()
    expect(page).toContain("<title>Nonsense</title>")
  })

  test("requires a session", async () => {
    const response = await hearth
      .anonymousClient()
      .post("/rooms/directs", { "user_ids[]": [ada.id] })

    expect(pathOf(response)).toBe("/session/new")
  })
})

describe("the page of a direct message", () => {
  test("is named after the other people, and its settings list them", async () => {
    const cy = await createMember("Cy <2>")
    const room = await startDirect(ada, [bea.id, cy.id])
    const client = await hearth.clientFor(ada)

    const page = await (await client.get(`/rooms/${room.id}`)).text()
    const settings = await (await client.get(`/rooms/directs/${room.id}/edit`)).text()

    expect(page).toContain(
      '<span class="for-screen-reader" dir="ltr">Ping with </span>Bea and Cy &lt;2&gt;',
    )
    expect(page).toContain("Settings for this Ping")
    expect(settings).toContain("Delete Ping")
    expect(settings).toContain("Cy &lt;2&gt;")
    expect(pathOf(await client.get(`/rooms/directs/${room.id}`))).toBe(`/rooms/${room.id}`)
  })

  test("can be deleted by any of its members and disappears from both sidebars", async () => {
    const cy = await createMember("Cy3")
    const room = await startDirect(ada, [cy.id])
    const [hers, his] = [await hearth.clientFor(ada), await hearth.clientFor(cy)]
    const sidebar = async () => (await hers.get("/users/me/sidebar")).text()
    expect(await sidebar()).toContain(`list_room_${room.id}`)

    const response = await his.delete(`/rooms/directs/${room.id}`)

    expect([response.status, pathOf(response)]).toEqual([303, "/"])
    expect(await sidebar()).not.toContain(`list_room_${room.id}`)
    expect(pathOf(await hers.get(`/rooms/${room.id}`))).toBe("/")
  })

  test("deletes no room of another type and no one else's direct message", async () => {
    const cy = await createMember("Cy4")
    const foreign = await startDirect(ada, [cy.id])
    const client = await hearth.clientFor(bea)

    for (const { id } of [hall, foreign]) {
      const response = await client.delete(`/rooms/directs/${id}`)
      expect([response.status, pathOf(response)]).toEqual([303, "/"])
    }

    expect((await client.get(`/rooms/${hall.id}`)).status).toBe(200)
    expect((await (await hearth.clientFor(ada)).get(`/rooms/${foreign.id}`)).status).toBe(200)
  })
})

describe("a new direct message", () => {
  test("appears in its members' sidebars and in no other", async () => {
    const [cy, dee] = [await createMember("Cy5"), await createMember("Dee5")]
    const [hers, other] = [await hearth.clientFor(cy), await hearth.clientFor(dee)]
    await using cable = await CableClient.open(hers)
    await using elsewhere = await CableClient.open(other)
    const rows = await cable.subscribe("Turbo::StreamsChannel", {
      signed_stream_name: await sidebarStreamOf(hers),
    })
    const foreign = await elsewhere.subscribe("Turbo::StreamsChannel", {
      signed_stream_name: await sidebarStreamOf(other),
    })

    const response = await (await hearth.clientFor(ada)).post("/rooms/directs", {
      "user_ids[]": [cy.id],
    })

    const id = pathOf(response).split("/").at(-1)
    expect(await rows.next()).toContain(
      `<turbo-stream action="prepend" target="direct_rooms"><template><a id="list_room_${id}"`,
    )
    expect(await rows.next()).toContain(`action="remove" target="ping_user_${ada.id}"`)
    await elsewhere.flush()
    expect(foreign.messages).toEqual([])
  })
})

describe("GET /autocompletable/users", () => {
  const ask = async (client: Awaited<ReturnType<Hearth["clientFor"]>>, query: string) => {
    const response = await client.get(`/autocompletable/users?${query}`, {
      accept: "application/json",
    })
    const people = (await response.json()) as Suggestion[] // as the contract has it
    return { response, names: people.map(({ name }) => name), people }
  }

  test("finds active people by any part of their name, without accents and case", async () => {
    const gone = await createMember("David Gone")
    await deactivate(gone)
    await createMember("David Q")
    await createMember("Zoé Qda <b>", { email_address: "zoe@example.com" })
    await createMember("100%_sure", { email_address: "sure@example.com" })
    const client = await hearth.clientFor(ada)

    expect((await ask(client, "query=davi")).names).toEqual(["David Q"])
    expect((await ask(client, "query=zoe+qDA")).names).toEqual(["Zoé Qda &lt;b&gt;"])
    expect((await ask(client, "query=%25_s")).names).toEqual(["100%_sure"])
    expect((await ask(client, "query=%25d")).names).toEqual([])
    const { people } = await ask(client, "query=david+q")
    expect(people[0]).toEqual({
      name: "David Q",
      value: expect.any(Number),
      avatar_url: expect.stringMatching(/^\/users\/.+\/avatar\?v=\d+$/),
      sgid: expect.stringMatching(/./),
    })
  })

  test("returns twenty at a time, with the total and a link to the next page", async () => {
    for (let number = 10; number < 35; number++)
      await createMember(`Pager ${number}`, { email_address: `pager${number}@example.com` })
    const client = await hearth.clientFor(ada)

    const first = await ask(client, "query=pager")
    const [, next = ""] =
      /<([^>]+)>; rel="next"/.exec(first.response.headers.get("link") ?? "") ?? []
    const second = await ask(client, new URL(next).search.slice(1))

    expect(first.response.headers.get("x-total-count")).toBe("25")
    expect(first.names).toHaveLength(20)
    expect(new URL(next).searchParams.get("page")).toBe("2")
    expect(second.response.headers.get("link")).toBeNull()
    expect([...first.names, ...second.names]).toEqual(
      Array.from({ length: 25 }, (_, index) => `Pager ${index + 10}`),
    )
  })

  test("is limited to one room's members on request, and only for accessible rooms", async () => {
    const insider = await createMember("Insider6")
    const cellar = await closedRoom(insider, "Cellar", [insider])

    const inside = await ask(await hearth.clientFor(insider), `room_id=${cellar.id}`)
    const outside = await (await hearth.clientFor(ada)).get(
      `/autocompletable/users?room_id=${cellar.id}`,
    )

    expect(inside.names).toEqual(["Insider6"])
    expect(outside.status).toBe(404)
  })
})

describe("GET /rooms/directs/new", () => {
  test("is the picker, in a frame or as a page", async () => {
    const client = await hearth.clientFor(ada)

    const frame = await (
      await client.get("/rooms/directs/new", { "turbo-frame": "direct_rooms_control" })
    ).text()
    const page = await (await client.get("/rooms/directs/new")).text()

    expect(frame).toStartWith('<turbo-frame id="direct_rooms_control"')
    for (const html of [frame, page]) {
      expect(html).toContain('data-autocomplete-url-value="/autocompletable/users"')
      expect(html).toContain('name="user_ids[]" multiple')
      expect(html).toContain("Start Ping")
    }
    expect(page).toContain("<title>New Ping</title>")
  })
})

test("a broadcast message names its room in a way that is the same for every viewer", async () => {
  const cy = await createMember("Cy7")
  const room = await startDirect(ada, [cy.id])
  const form = { "message[body]": "<p>Hi</p>", "message[client_message_id]": crypto.randomUUID() }

  const response = await (await hearth.clientFor(ada)).post(`/rooms/${room.id}/messages`, form)

  expect(await response.text()).toContain(">Ada and Cy7</a>")
  await createMessage(room, ada, "again")
})

async function sidebarStreamOf(client: Awaited<ReturnType<Hearth["clientFor"]>>) {
  const html = await (await client.get("/users/me/sidebar")).text()
  const names = [...html.matchAll(/signed-stream-name="([^"]+)"/g)].map(([, name = ""]) => name)
  const own = names.find((name) => /^"?user:/.test(atob(name.split("--")[0] ?? "")))
  if (!own) throw new Error(`No personal stream among ${names}`)
  return own
}
