import { afterAll, describe, expect, test } from "bun:test"
import { linkedImage } from "./image"
import { outside, PNG } from "./network-for-tests"
import { previewOf } from "./preview"

const MEGABYTE = 1024 * 1024

const page = (metas: Record<string, string>) =>
  Object.entries(metas)
    .map(([what, content]) => `<meta property="og:${what}" content="${Bun.escapeHTML(content)}">`)
    .join("\n")

const html = (text: string, headers: Record<string, string> = {}) =>
  new Response(text, { headers: { "content-type": "text/html; charset=utf-8", ...headers } })

const GOOD = { title: "Tea", description: "All about it" }
const hosts: (string | null)[] = []
const secret = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => html(page(GOOD)) })
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  idleTimeout: 60,
  fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    hosts.push(request.headers.get("host"))
    const to = searchParams.get("to") ?? ""
    switch (pathname) {
      case "/tea":
        return html(page(GOOD))
      case "/full":
        return html(
          page({
            ...GOOD,
            url: searchParams.get("url") ?? "",
            image: searchParams.get("image") ?? "",
          }),
        )
      case "/redirect":
        return new Response(null, { status: 302, headers: { location: to } })
      case "/loop":
        return new Response(null, { status: 301, headers: { location: "/loop" } })
      case "/plain":
        return new Response(page(GOOD), { headers: { "content-type": "text/plain" } })
      case "/none":
        return html("<title>Nothing</title>")
      case "/untitled":
        return html(page({ description: "Only words" }))
      case "/forbidden":
        return new Response(page(GOOD), { status: 403, headers: { "content-type": "text/html" } })
      case "/big":
        return html(page(GOOD) + "x".repeat(6 * MEGABYTE))
      case "/endless":
        return new Response(
          new ReadableStream({
            pull: (out) => void out.enqueue(new Uint8Array(MEGABYTE).fill(32)),
          }),
          { headers: { "content-type": "text/html" } },
        )
      case "/latin":
        return new Response(
          Buffer.from(
            `${page({ description: "Hot" })}<meta name="og:title" content="caf\xe9">`,
            "latin1",
          ),
          { headers: { "content-type": "text/html" } },
        )
      case "/Ada/status/1":
        return new Response(page({ title: "Ada (@ada)", description: "Notes — G" }), {
          headers: { "content-type": "text/html" },
        })
      case "/picture.png":
        return new Response(PNG, { headers: { "content-type": "image/png; charset=binary" } })
      case "/drawing":
        return new Response("<svg xmlns='http://www.w3.org/2000/svg'/>", {
          headers: { "content-type": "image/svg+xml" },
        })
      case "/lying.png":
        return new Response("<script>alert(1)</script>", {
          headers: { "content-type": "image/png" },
        })
      case "/huge.png":
        return new Response(Buffer.concat([PNG, Buffer.alloc(6 * MEGABYTE)]), {
          headers: { "content-type": "image/png" },
        })
      default:
        return new Response("Not there", { status: 404 })
    }
  },
})
const out = outside(site, {
  "inside.test": ["10.0.0.1", "::1"],
  "mixed.test": ["169.254.169.254", "127.0.0.1"],
  "nowhere.test": [],
})
const { at, network } = out
const preview = (url: string) => previewOf(url, network)

afterAll(async () => {
  await site.stop(true)
  await secret.stop(true)
})

describe("the preview of a link", () => {
  test("has a title, an address, a picture and a description", async () => {
    const image = at("/picture.png")
    const link = at(
      `/full?url=${encodeURIComponent(at("/tea"))}&image=${encodeURIComponent(image)}`,
    )

    expect(await preview(link)).toEqual({
      title: "Tea",
      url: at("/tea"),
      image,
      description: "All about it",
    })
  })

  test("is not there for what is no page, or says nothing", async () => {
    const links = [
      "/plain",
      "/none",
      "/untitled",
      "/forbidden",
      "/absent",
      "/big",
      "/endless",
      "/loop",
    ]
    for (const path of links) expect([path, await preview(at(path))]).toEqual([path, null])
    for (const link of [
      "ftp://page.test/tea",
      "/tea",
      "tea",
      "",
      "http://",
      "javascript:alert(1)",
      at("/tea").replace("page.test", "ada:secret@page.test"),
    ])
      expect([link, await preview(link)]).toEqual([link, null])
  })

  test("of a file is not even asked for", async () => {
    const before = hosts.length
    for (const file of ["a.zip", "a.PNG", "b.tar.gz", "c.mp4?download=1"])
      expect(await preview(at(`/${file}`))).toBeNull()
    expect(hosts.length).toBe(before)
  })

  test("is found along redirects, relative ones too, as long as all are on the open internet", async () => {
    expect((await preview(at("/redirect?to=/tea")))?.title).toBe("Tea")
    expect(
      (await preview(at(`/redirect?to=${encodeURIComponent(at("/tea", "other.test"))}`)))?.title,
    ).toBe("Tea")
    for (const to of [
      `http://127.0.0.1:${secret.port}/`,
      `http://inside.test:${site.port}/tea`,
      "file:///etc/passwd",
      "http://[::1]/",
      "http://169.254.169.254/latest/meta-data",
      "http://0x7f000001/",
      "//[oops",
    ])
      expect([to, await preview(at(`/redirect?to=${encodeURIComponent(to)}`))]).toEqual([to, null])
  })

  test("of a machine beside us is refused, by address or by name", async () => {
    for (const link of [
      `http://127.0.0.1:${secret.port}/`,
      `http://localhost:${secret.port}/`,
      `http://inside.test:${site.port}/tea`,
      "http://10.0.0.1/",
      "http://[::ffff:127.0.0.1]/",
      "http://nowhere.test/",
    ])
      expect([link, await preview(link)]).toEqual([link, null])
    expect((await preview(at("/tea", "mixed.test")))?.title).toBe("Tea")
  })

  test("asks for each name once, and goes to the address that it was given under that name", async () => {
    out.asked.length = 0
    hosts.length = 0

    await preview(at(`/redirect?to=${encodeURIComponent(at("/tea", "other.test"))}`))

    expect(out.asked).toEqual(["page.test", "other.test"])
    expect(hosts).toEqual([`page.test:${site.port}`, `other.test:${site.port}`])
  })

  test("leads to the link itself when the page names a private place, and shows no picture that is none", async () => {
    for (const url of [
      `http://127.0.0.1:${secret.port}/`,
      "http://inside.test/",
      "nonsense",
      "javascript:alert(1)",
    ]) {
      const link = at(`/full?url=${encodeURIComponent(url)}`)
      expect((await preview(link))?.url).toBe(link)
    }
    for (const image of [
      "/picture.png",
      at("/drawing"),
      at("/absent.png"),
      `http://127.0.0.1:${secret.port}/a.png`,
      "nonsense",
    ])
      expect((await preview(at(`/full?image=${encodeURIComponent(image)}`)))?.image).toBeNull()
  })

  test("drops what cannot be read where no charset is declared", async () => {
    expect((await preview(at("/latin")))?.title).toBe("caf")
  })

  test("of a post on X is read elsewhere", async () => {
    for (const host of ["x.com", "www.x.com", "twitter.com", "www.twitter.com"])
      expect(await preview(`https://${host}/Ada/status/1`)).toMatchObject({
        title: "Ada (@ada)",
        description: "Notes — G",
        url: `https://${host}/Ada/status/1`,
      })
    expect(hosts.at(-1)).toBe(`tweets.test:${site.port}`)
  })
})

describe("a picture that lies elsewhere", () => {
  test("is given when its bytes are one", async () => {
    expect(await linkedImage(at("/picture.png"), network)).toMatchObject({ type: "image/png" })
    expect((await linkedImage(at("/redirect?to=/picture.png"), network))?.bytes.length).toBe(
      PNG.length,
    )
  })

  test("is not when it is none, too large, or beside us", async () => {
    for (const link of [
      at("/drawing"),
      at("/lying.png"),
      at("/huge.png"),
      at("/tea"),
      `http://127.0.0.1:${secret.port}/a.png`,
      "nonsense",
    ])
      expect([link, await linkedImage(link, network)]).toEqual([link, null])
  })
})
