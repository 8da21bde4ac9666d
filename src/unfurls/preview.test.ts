import { afterAll, describe, expect, test } from "bun:test"
import { brotliCompressSync, deflateSync, zstdCompressSync } from "node:zlib"
import { linkedImage } from "./image"
import { previewOf } from "./preview"
import { PNG, testNetwork } from "./test-network"

const MEGABYTE = 1024 * 1024

const page = (metas: Record<string, string>) =>
  Object.entries(metas)
    .map(([what, content]) => `<meta property="og:${what}" content="${Bun.escapeHTML(content)}">`)
    .join("\n")

const encodings: Record<string, (text: string) => Uint8Array<ArrayBuffer>> = {
  gzip: (text) => Bun.gzipSync(text),
  deflate: (text) => new Uint8Array(deflateSync(text)),
  br: (text) => new Uint8Array(brotliCompressSync(text)),
  zstd: (text) => new Uint8Array(zstdCompressSync(text)),
}

const html = (
  text: string,
  headers: Record<string, string> = {},
  encode: (text: string) => BodyInit = String,
) =>
  new Response(encode(text), {
    headers: { "content-type": "text/html; charset=utf-8", ...headers },
  })

const GOOD = { title: "Tea", description: "All about it" }
const hosts: (string | null)[] = []
const privateServer = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => html(page(GOOD)) })
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
        return html("<h1>Nothing</h1>")
      case "/title-only":
        return html("<title>Only &amp;lt;a&amp;gt; title</title>")
      case "/compressed": {
        const encoding = searchParams.get("encoding") ?? ""
        return html(page(GOOD), { "content-encoding": encoding }, encodings[encoding])
      }
      case "/bomb":
        return new Response(Bun.gzipSync(Buffer.alloc(50 * MEGABYTE, 32)), {
          headers: { "content-type": "text/html", "content-encoding": "gzip" },
        })
      case "/deep/page":
        return html(searchParams.get("head") ?? "")
      case "/only-get.png":
        return request.method === "GET"
          ? new Response(PNG, { headers: { "content-type": "image/png" } })
          : new Response(null, { status: 405 })
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
const out = testNetwork(site, {
  "inside.test": ["10.0.0.1", "::1"],
  "mixed.test": ["169.254.169.254", "127.0.0.1"],
  "nowhere.test": [],
})
const { at, network } = out
const preview = (url: string) => previewOf(url, network)

afterAll(async () => {
  await site.stop(true)
  await privateServer.stop(true)
})

describe("the preview of a link", () => {
  test("has a title, a URL, a picture and a description", async () => {
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

  test("is null for other files and for pages without metadata", async () => {
    const links = [
      "/plain",
      "/none",
      "/untitled",
      "/forbidden",
      "/absent",
      "/big",
      "/endless",
      "/loop",
      "/bomb",
      "/compressed?encoding=nonsense",
    ]
    for (const path of links) expect([path, await preview(at(path))]).toEqual([path, null])
    for (const link of [
      "ftp://page.test/tea",
      "/tea",
      "tea",
      "",
      "http://",
      "javascript:alert(1)",
      at("/tea").replace("page.test", "ada:privateServer@page.test"),
    ])
      expect([link, await preview(link)]).toEqual([link, null])
  })

  test("is null for a file extension, without a request", async () => {
    const before = hosts.length
    for (const file of ["a.zip", "a.PNG", "b.tar.gz", "c.mp4?download=1"])
      expect(await preview(at(`/${file}`))).toBeNull()
    expect(hosts.length).toBe(before)
  })

  test("follows redirects, also relative ones, through public addresses only", async () => {
    expect((await preview(at("/redirect?to=/tea")))?.title).toBe("Tea")
    expect(
      (await preview(at(`/redirect?to=${encodeURIComponent(at("/tea", "other.test"))}`)))?.title,
    ).toBe("Tea")
    for (const to of [
      `http://127.0.0.1:${privateServer.port}/`,
      `http://inside.test:${site.port}/tea`,
      "file:///etc/passwd",
      "http://[::1]/",
      "http://169.254.169.254/latest/meta-data",
      "http://0x7f000001/",
      "//[oops",
    ])
      expect([to, await preview(at(`/redirect?to=${encodeURIComponent(to)}`))]).toEqual([to, null])
  })

  test("is null for a private host, by address or by name", async () => {
    for (const link of [
      `http://127.0.0.1:${privateServer.port}/`,
      `http://localhost:${privateServer.port}/`,
      `http://inside.test:${site.port}/tea`,
      "http://10.0.0.1/",
      "http://[::ffff:127.0.0.1]/",
      "http://nowhere.test/",
    ])
      expect([link, await preview(link)]).toEqual([link, null])
    expect((await preview(at("/tea", "mixed.test")))?.title).toBe("Tea")
  })

  test("resolves each name once and connects to the resolved address", async () => {
    out.resolved.length = 0
    hosts.length = 0

    await preview(at(`/redirect?to=${encodeURIComponent(at("/tea", "other.test"))}`))

    expect(out.resolved).toEqual(["page.test", "other.test"])
    expect(hosts).toEqual([`page.test:${site.port}`, `other.test:${site.port}`])
  })

  test("ignores a private `og:url` and an `og:image` that is not a picture", async () => {
    for (const url of [
      `http://127.0.0.1:${privateServer.port}/`,
      "http://inside.test/",
      "http://[nonsense",
      "javascript:alert(1)",
    ]) {
      const link = at(`/full?url=${encodeURIComponent(url)}`)
      expect((await preview(link))?.url).toBe(link)
    }
    for (const image of [
      at("/drawing"),
      at("/absent.png"),
      `http://127.0.0.1:${privateServer.port}/a.png`,
      "nonsense",
      "data:image/png;base64,AAAA",
    ])
      expect((await preview(at(`/full?image=${encodeURIComponent(image)}`)))?.image).toBeNull()
  })

  test("keeps Latin letters of a page that declares no charset", async () => {
    expect((await preview(at("/latin")))?.title).toBe("café")
  })

  test("shows the title as text when there is nothing else", async () => {
    expect(await preview(at("/title-only"))).toEqual({
      title: "Only <a> title",
      description: "",
      url: at("/title-only"),
      image: null,
    })
  })

  test("reads pages that are compressed although nobody asked for it", async () => {
    for (const encoding of Object.keys(encodings))
      expect((await preview(at(`/compressed?encoding=${encoding}`)))?.title).toBe("Tea")
  })

  test("resolves relative addresses, and takes the first of several", async () => {
    const image = (content: string) => `<meta property="og:image" content="${content}">`
    const origin = at("")
    const heads: [string, string][] = [
      [image("/picture.png"), "/picture.png"],
      [image("../picture.png"), "/picture.png"],
      [image("?to=x"), ""],
      [image(`//${new URL(origin).host}/picture.png`), "/picture.png"],
      [`<base href="/">${image("picture.png")}`, "/picture.png"],
      [image("/picture.png") + image("/only-get.png"), "/picture.png"],
      [image(" ") + image("/only-get.png"), "/only-get.png"],
      [image("./../picture.png"), "/picture.png"],
      [image("  /picture.png  "), "/picture.png"],
      [image("/deep/../picture.png?v=1&amp;w=2"), "/picture.png?v=1&w=2"],
      [image("/picture.png#top"), "/picture.png#top"],
      [image(`${origin}/picture.png`), "/picture.png"],
      [image("/tea") + image("/picture.png"), ""],
      [`<base href="${origin}/x/">${image("../picture.png")}`, "/picture.png"],
      [`<meta name="og:image" content="/picture.png">`, "/picture.png"],
      [`<META CONTENT=/picture.png PROPERTY=og:image>`, "/picture.png"],
      [image("/only-get.png") + image("/picture.png"), "/only-get.png"],
    ]
    for (const [head, picture] of heads) {
      const found = await preview(
        at(`/deep/page?head=${encodeURIComponent(`<title>T</title>${head}`)}`),
      )
      expect([head, found?.image]).toEqual([head, picture ? origin + picture : null])
    }
    const moved = await preview(
      at(
        `/redirect?to=${encodeURIComponent(`/deep/page?head=${encodeURIComponent(`<title>T</title>${image("../picture.png")}<meta property="og:url" content="home">`)}`)}`,
      ),
    )
    expect(moved).toMatchObject({ image: at("/picture.png"), url: at("/deep/home") })
  })

  test("reads a post on X from the mirror", async () => {
    for (const host of ["x.com", "www.x.com", "twitter.com", "www.twitter.com"])
      expect(await preview(`https://${host}/Ada/status/1`)).toMatchObject({
        title: "Ada (@ada)",
        description: "Notes — G",
        url: `https://${host}/Ada/status/1`,
      })
    expect(hosts.at(-1)).toBe(`tweets.test:${site.port}`)
  })
})

describe("an external picture", () => {
  test("is returned when its bytes are a picture", async () => {
    expect(await linkedImage(at("/picture.png"), network)).toMatchObject({ type: "image/png" })
    expect((await linkedImage(at("/redirect?to=/picture.png"), network))?.bytes.length).toBe(
      PNG.length,
    )
  })

  test("is null when it is not a picture, too large, or on a private host", async () => {
    for (const link of [
      at("/drawing"),
      at("/lying.png"),
      at("/huge.png"),
      at("/tea"),
      `http://127.0.0.1:${privateServer.port}/a.png`,
      "nonsense",
    ])
      expect([link, await linkedImage(link, network)]).toEqual([link, null])
  })
})
