import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { database } from "../../src/platform/database/database"
import { sign, verify } from "../../src/platform/http/signed"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { animatedGif, pdf, picture, png, video, wav } from "../support/sample-files"
import { closedRoom, createMember, messageByClientId, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User
let bea: User
let hall: Room
let adaClient: HttpClient

beforeAll(async () => {
  hearth = await openHearth({ env: { MAX_UPLOAD_MB: "2" } })
  ;({ ada, bea, hall } = await scene())
  adaClient = await hearth.clientFor(ada)
})
afterAll(() => hearth.close())

const STREAM = { accept: "text/vnd.turbo-stream.html" }

type Sent = { bytes: Uint8Array | string; name: string; type?: string; body?: string; room?: Room }

/** Posts a file as the composer does. */
async function send({ bytes, name, type, body, room = hall }: Sent, client = adaClient) {
  const client_message_id = crypto.randomUUID()
  const file = new File([Buffer.from(bytes)], name, { type })
  const response = await client.post(
    `/rooms/${room.id}/messages`,
    {
      "message[client_message_id]": client_message_id,
      "message[attachment]": file,
      ...(body === undefined ? {} : { "message[body]": body }),
    },
    STREAM,
  )
  return { status: response.status, html: await response.text(), client_message_id }
}

/** The message after all jobs about it have ended. */
async function settled(client_message_id: string) {
  const { id, attachment_id } = await messageByClientId(client_message_id)
  await eventually(async () => {
    const jobs = await database()
      .selectFrom("jobs")
      .select("id")
      .where("name", "=", "analyze-attachment")
      .where("failed_at", "is", null)
      .execute()
    return jobs.length === 0
  }, "the analysis to end")
  const path = `/rooms/${hall.id}/messages/${id}`
  const [html, options] = [await textOf(path), await textOf(`${path}/options`)]
  const blob = await database()
    .selectFrom("blobs")
    .selectAll()
    .where("id", "=", attachment_id)
    .executeTakeFirstOrThrow()
  return {
    html,

    blob,
    file: pathIn(options, /href="([^"?]*)(\?[^"]*)?"[^>]*>\s*Download/),
  }
}

const textOf = async (path: string) => (await adaClient.get(path)).text()

function pathIn(html: string, pattern: RegExp) {
  const path = pattern.exec(html)?.[1]
  if (path === undefined) throw new Error(`Nothing there looks like ${pattern}:\n${html}`)
  return path.replaceAll("&amp;", "&")
}

const attributes = (html: string, tag: string) => {
  const [, text = ""] = new RegExp(`<${tag} class="message__attachment"([^>]*)>`).exec(html) ?? []
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]))
}

const onDisk = () => filesIn(join(hearth.server.storage, "files"))
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())

describe("a picture", () => {
  test("reserves its box at once and is then shown as a WebP of that size", async () => {
    const sent = await send({ bytes: await picture(1800, 600), name: "sea.png", body: "The sea" })

    expect(sent.status).toBe(200)
    expect(sent.html).toContain("The sea")
    expect(attributes(sent.html, "img")).toMatchObject({
      width: "600",
      height: "200",
      alt: "sea.png",
      loading: "lazy",
    })

    const { html, file, blob } = await settled(sent.client_message_id)
    const img = attributes(html, "img")
    expect(img).toMatchObject({ width: "600", height: "200" })
    const preview = await adaClient.get(String(img.src))
    expect(preview.headers.get("content-type")).toBe("image/webp")
    expect(await new Bun.Image(await preview.bytes()).metadata()).toEqual({
      width: 1200,
      height: 400,
      format: "webp",
    })
    expect(html).toContain(`data-lightbox-url-value="${file}?disposition=attachment"`)
    expect(html).toContain('data-lightbox-target="image"')
    expect(blob).toMatchObject({ width: 1800, height: 600, content_type: "image/png" })
  })

  test.each([
    ["jpeg", 3000, 2000, 600, 400],
    ["webp", 400, 1600, 100, 400],
    ["png", 50, 31, 50, 31],
  ] as const)("of %s, %d × %d, is %d × %d on the page", async (format, w, h, width, height) => {
    const sent = await send({ bytes: await picture(w, h, format), name: `x.${format}` })
    const { html } = await settled(sent.client_message_id)

    for (const markup of [sent.html, html])
      expect(attributes(markup, "img")).toMatchObject({ width: `${width}`, height: `${height}` })
  })

  test("keeps its animation", async () => {
    const { client_message_id } = await send({ bytes: animatedGif(), name: "wave.gif" })
    const { html, file } = await settled(client_message_id)

    expect(attributes(html, "img").src).toBe(file)
    expect(Buffer.from(await (await adaClient.get(file)).bytes())).toEqual(animatedGif())
  })

  test("is recognized by its content and not by its name", async () => {
    const bytes = await picture(40, 20, "jpeg")
    const { client_message_id } = await send({ bytes, name: "notes.txt", type: "text/plain" })
    const { blob, html } = await settled(client_message_id)

    expect(blob.content_type).toBe("image/jpeg")
    expect(attributes(html, "img")).toMatchObject({ width: "40", height: "20" })
  })

  test("is rotated by its EXIF orientation", async () => {
    const exif = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex")
    const jpeg = await picture(300, 100, "jpeg")
    const marker = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0, exif.length + 8]),
      Buffer.from("Exif\0\0"),
      exif,
    ])
    const bytes = Buffer.concat([jpeg.subarray(0, 2), marker, jpeg.subarray(2)])

    const { html, client_message_id } = await send({ bytes, name: "phone.jpg" })
    await settled(client_message_id)

    expect(attributes(html, "img")).toMatchObject({ width: "53", height: "160" })
  })
})

describe("other files", () => {
  test("a video reserves its height at once and gets a poster", async () => {
    const sent = await send({ bytes: await video(320, 240), name: "walk.mp4" })
    expect(attributes(sent.html, "video")).toMatchObject({ preload: "none", height: "338" })

    const { html, file } = await settled(sent.client_message_id)

    const player = attributes(html, "video")
    expect(player).toMatchObject({ src: file, width: "451", height: "338" })
    const poster = await adaClient.get(String(player.poster))
    expect(await new Bun.Image(await poster.bytes()).metadata()).toMatchObject({
      width: 320,
      height: 240,
      format: "webp",
    })
  })

  test("a PDF shows its first page", async () => {
    const { client_message_id } = await send({ bytes: pdf(), name: "letter.pdf" })
    const { html } = await settled(client_message_id)

    const img = attributes(html, "img")
    expect(img).toMatchObject({ width: "283", height: "400", alt: "First page of letter.pdf" })
    expect(html).toContain("Download letter.pdf")
    const preview = await adaClient.get(String(img.src))
    expect(await new Bun.Image(await preview.bytes()).metadata()).toMatchObject({ format: "webp" })
  })

  test("a sound gets a player", async () => {
    const { html } = await send({ bytes: wav(), name: "note.wav" })

    expect(attributes(html, "audio")).toMatchObject({ preload: "none", "aria-label": "note.wav" })
    expect(html).toContain("Download note.wav")
  })

  test("any other file shows its name", async () => {
    const { html } = await send({ bytes: "a;b\n1;2\n", name: "figures.csv" })

    expect(html).toContain("figures.csv")
    expect(html).toContain("8 bytes")
    expect(html).toContain("Download figures.csv")
    expect(html).toContain("Share figures.csv")
    expect(html).not.toContain('class="message__attachment"')
  })
})

describe("a broken or hostile file is shown as a file tile and has no other effect:", () => {
  const LONG = `${"long ".repeat(119)}name.txt`
  const cases: [what: string, file: () => Promise<Sent> | Sent, name?: string][] = [
    ["half a PNG", async () => ({ bytes: half(await noisy("png")), name: "a.png" })],
    [
      "a truncated JPEG header",
      async () => ({ bytes: (await noisy("jpeg")).subarray(0, 20), name: "a.jpg" }),
    ],
    ["half a WebP", async () => ({ bytes: half(await noisy("webp")), name: "a.webp" })],
    ["half a GIF", () => ({ bytes: animatedGif().subarray(0, 30), name: "a.gif" })],
    ["a PNG of no size", () => ({ bytes: png(0, 0), name: "a.png" })],
    ["a PNG of 60000 × 60000", () => ({ bytes: png(60_000, 60_000, 1), name: "bomb.png" })],
    [
      "a PNG with fewer pixels than its header says",
      () => ({ bytes: png(5000, 5000, 3), name: "a.png" }),
    ],
    [
      "half a film",
      async () => ({ bytes: (await video(320, 240)).subarray(0, 900), name: "a.mp4" }),
    ],
    ["a broken PDF", () => ({ bytes: pdf().subarray(0, 40), name: "a.pdf" })],
    ["an encrypted PDF", () => ({ bytes: locked(), name: "a.pdf" })],
    ["nothing at all", () => ({ bytes: "", name: "empty.png", type: "image/png" })],
    ["a bitmap", () => ({ bytes: `BM${"\0".repeat(60)}`, name: "a.bmp" })],
    ["an icon", () => ({ bytes: `\0\0\x01\0\x01\0${"\0".repeat(60)}`, name: "a.ico" })],
    ["a Photoshop file", () => ({ bytes: `8BPS\0\x01${"\0".repeat(60)}`, name: "a.psd" })],
    ["an SVG with a script", () => ({ bytes: SVG, name: "a.svg", type: "image/svg+xml" })],
    ["an SVG called PNG", () => ({ bytes: SVG, name: "a.png", type: "image/png" })],
    ["a page called PNG", () => ({ bytes: PAGE, name: "a.png", type: "image/png" })],
    ["a page after the head of a GIF", () => ({ bytes: `GIF89a/*${PAGE}*/`, name: "a.gif" })],
    ["a name with folders", () => ({ bytes: "x", name: "../../etc/passwd" }), "passwd"],
    ["a name with other folders", () => ({ bytes: "x", name: "C:\\temp\\a.txt" }), "a.txt"],
    ["a name of nothing but dots", () => ({ bytes: "x", name: ".." }), "file"],
    ["a name with newlines", () => ({ bytes: "x", name: 'a\r\nX: "y".txt' }), "aX_ _y_.txt"],
    ["a name that turns around", () => ({ bytes: "x", name: "a\u202egpj.exe" }), "agpj.exe"],
    ["a name that goes on and on", () => ({ bytes: "x", name: LONG })],
    ["a name with markup", () => ({ bytes: "x", name: "<b onx=1>&amp;.txt" })],
  ]

  test.each(cases.map(([what, file, name = ""]) => [what, file, name] as const))(
    "%s",
    async (_, file, name) => {
      const sent = await send(await file())
      expect([sent.status, sent.html.slice(0, 200)]).toEqual([200, expect.any(String)])

      const { html, blob, file: path } = await settled(sent.client_message_id)

      expect(html).toContain("message__file--tile")
      expect(html).not.toContain('class="message__attachment"')
      expect(html).not.toContain("<b onx")
      if (name) expect(blob.filename).toBe(name)
      expect(Buffer.byteLength(blob.filename)).toBeLessThanOrEqual(200)
      expect(blob.filename).not.toMatch(/[\p{Cc}\p{Bidi_Control}/\\]/u)

      const response = await adaClient.get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get("content-type")).not.toMatch(/html|svg|xml/)
      expect(response.headers.get("content-security-policy")).toContain("sandbox")
      expect(response.headers.get("x-content-type-options")).toBe("nosniff")
      expect(await response.bytes()).toHaveLength(blob.byte_size)
    },
  )

  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const PAGE = "<!doctype html><script>alert(1)</script>"
  const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))
  const noisy = (format: "png" | "jpeg" | "webp") => picture(200, 200, format)
  const locked = () => {
    const encryption = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${"ab".repeat(32)}>/U<${"cd".repeat(32)}>>>`
    return pdf().toString("latin1").replace("/Root 1 0 R", `/Root 1 0 R/ID[<00><00>]${encryption}`)
  }

  test("the server logged no unexpected error, and every page still works", async () => {
    expect(hearth.server.logs.filter((line) => line.includes("Unexpected error"))).toEqual([])
    expect((await adaClient.get(`/rooms/${hall.id}`)).status).toBe(200)
  })
})

describe("a download", () => {
  const TEXT = "0123456789"
  let path: string

  beforeAll(async () => {
    const sent = await send({ bytes: TEXT, name: "Zahlen – ½ 'x'.txt" })
    path = (await settled(sent.client_message_id)).file
  })

  test("is cached privately and forever, and keeps its filename", async () => {
    const response = await adaClient.get(`${path}?disposition=attachment`)

    expect(await response.text()).toBe(TEXT)
    expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable")
    expect(response.headers.get("set-cookie")).toBeNull()
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="Zahlen _ 1_2 'x'.txt"; filename*=UTF-8''Zahlen%20%E2%80%93%20%C2%BD%20%27x%27.txt`,
    )
    const etag = response.headers.get("etag") ?? ""
    expect((await adaClient.get(path, { "if-none-match": etag })).status).toBe(304)
  })

  test.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=0-99", 206, TEXT, "bytes 0-9/10"],
    ["bytes=-99", 206, TEXT, "bytes 0-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=4-2", 200, TEXT, null],
    ["bytes=0-1,4-5", 200, TEXT, null],
    ["bytes=-", 200, TEXT, null],
    ["lines=1-2", 200, TEXT, null],
  ])("in the range %s is a %d", async (range, status, text, contentRange) => {
    const response = await adaClient.get(path, { range })

    expect(response.status).toBe(status)
    expect(response.headers.get("content-range")).toBe(contentRange)
    expect(await response.text()).toBe(text)
  })

  test("resumes with a range if the file is unchanged", async () => {
    const etag = (await adaClient.get(path)).headers.get("etag") ?? ""
    const ranged = (condition: string) =>
      adaClient.get(path, { range: "bytes=5-", "if-range": condition })

    expect(await (await ranged(etag)).text()).toBe("56789")
    expect(await (await ranged('"another"')).text()).toBe(TEXT)
  })

  test("reports its length to a HEAD request", async () => {
    const response = await adaClient.request("HEAD", path)

    expect(response.status).toBe(200)
    expect(response.headers.get("content-length")).toBe("10")
    expect(response.headers.get("accept-ranges")).toBe("bytes")
  })

  test("requires access to the room of its message", async () => {
    const cellar = await closedRoom(ada, "Cellar", [ada])
    const sent = await send({ bytes: await picture(30, 30), name: "map.png", room: cellar })
    await eventually(() => previewOf(sent.client_message_id), "the small picture")
    const { id } = await messageByClientId(sent.client_message_id)
    const path = `/rooms/${cellar.id}/messages/${id}`
    const [html, options] = [await textOf(path), await textOf(`${path}/options`)]
    const paths = [
      pathIn(options, /href="([^"]*)"[^>]*>\s*Download/),
      String(attributes(html, "img").src),
    ]
    const beaClient = await hearth.clientFor(bea)

    for (const one of paths) {
      expect((await adaClient.get(one)).status).toBe(200)
      expect((await beaClient.get(one)).status).toBe(404)
      expect((await hearth.anonymousClient().get(one)).status).toBe(302)
      expect((await adaClient.get(one.replace(/redirect\/.{8}/, "redirect/AAAAAAAA"))).status).toBe(
        404,
      )
    }
  })

  const previewOf = async (client_message_id: string) =>
    (
      await database()
        .selectFrom("messages")
        .innerJoin("blobs", "blobs.id", "messages.attachment_id")
        .select("blobs.preview_id")
        .where("messages.client_message_id", "=", client_message_id)
        .executeTakeFirstOrThrow()
    ).preview_id
})

describe("an upload", () => {
  const TOO_MUCH = 2 * 1024 * 1024 + 1

  test("with a repeated client_message_id returns the existing message and keeps one file", async () => {
    const client_message_id = crypto.randomUUID()
    const again = () =>
      adaClient.post(
        `/rooms/${hall.id}/messages`,
        {
          "message[client_message_id]": client_message_id,
          "message[attachment]": new File(["Tea"], "tea.txt"),
        },
        STREAM,
      )
    const first = await (await again()).text()
    const before = onDisk().length

    expect(await (await again()).text()).toBe(first)

    await eventually(() => onDisk().length === before, "the second file to go")
  })

  test("whose message is rejected is removed at once", async () => {
    const { client_message_id } = await send({ bytes: "Tea", name: "tea.txt" })
    const before = onDisk().length
    const beaClient = await hearth.clientFor(bea)

    const refused = await beaClient.post(
      `/rooms/${hall.id}/messages`,
      {
        "message[client_message_id]": client_message_id,
        "message[attachment]": new File(["Milk"], "milk.txt"),
      },
      STREAM,
    )

    expect(refused.status).toBe(422)
    await eventually(() => onDisk().length === before, "the file to go")
  })

  test("above the limit is rejected with a sentence and leaves no file", async () => {
    const before = onDisk().length

    const refused = await send({ bytes: new Uint8Array(TOO_MUCH), name: "big.bin" })

    expect(refused.status).toBe(413)
    expect(refused.html).toContain("Choose one of up to 2 MB.")
    expect(onDisk()).toHaveLength(before)
  })

  test("above the limit without a Content-Length is rejected as well", async () => {
    const before = onDisk().length
    const refused = await chunked(adaClient, function* () {
      for (let sent = 0; sent < TOO_MUCH; sent += 64 * 1024) yield new Uint8Array(64 * 1024)
    })

    expect(refused.status).toBe(413)
    expect(onDisk()).toHaveLength(before)
  })

  test("without access is not even read", async () => {
    const cellar = await closedRoom(ada, "Attic", [ada])
    const beaClient = await hearth.clientFor(await createMember("Bo"))
    const file = { bytes: new Uint8Array(1024 * 1024), name: "big.bin" }
    const before = onDisk().length

    expect((await send({ ...file, room: cellar }, beaClient)).status).toBe(404)
    expect((await send(file, hearth.anonymousClient())).status).toBe(302)
    expect(onDisk()).toHaveLength(before)
  })

  test("that is aborted leaves no file", async () => {
    const before = onDisk().length
    const abort = new AbortController()
    const begun = chunked(
      adaClient,
      async function* () {
        yield new Uint8Array(64 * 1024)
        await eventually(() => onDisk().length > before, "the file to begin")
        abort.abort()
        yield new Uint8Array(1)
      },
      abort.signal,
    )

    await expect(begun).rejects.toThrow()

    await eventually(() => onDisk().length === before, "the file to go")
  })

  test("needs no text, and text needs no file, but one of them is required", async () => {
    const empty = await adaClient.post(
      `/rooms/${hall.id}/messages`,
      { "message[body]": "", "message[attachment]": new File([], "") },
      STREAM,
    )
    const two = await adaClient.post(
      `/rooms/${hall.id}/messages`,
      { "message[attachment]": [new File(["a"], "a.txt"), new File(["b"], "b.txt")] },
      STREAM,
    )

    const alone = await adaClient.post(
      `/rooms/${hall.id}/messages`,
      { "message[attachment]": new File(["a"], "alone.txt") },
      STREAM,
    )

    expect(alone.status).toBe(200)
    expect(await alone.text()).toContain("alone.txt")
    expect(empty.status).toBe(422)
    expect(two.status).toBe(422)
    expect(await two.text()).toContain("A message can have one file")
  })

  function flowing(bytes: AsyncGenerator<Uint8Array>) {
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await bytes.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
    })
  }

  /** A multipart form whose file arrives in chunks, without a Content-Length. */
  async function chunked(
    client: HttpClient,
    bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    signal?: AbortSignal,
  ) {
    async function* body() {
      yield Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="message[attachment]"; filename="a.bin"\r\n\r\n',
      )
      yield* bytes()
      yield Buffer.from("\r\n--x--\r\n")
    }
    return client.request("POST", `/rooms/${hall.id}/messages`, {
      headers: { ...STREAM, "content-type": "multipart/form-data; boundary=x" },
      body: flowing(body()),
      signal,
    })
  }
})

describe("a direct upload", () => {
  const BYTES = Buffer.from("Kettle's on")
  const md5 = (bytes: Uint8Array) => new Bun.CryptoHasher("md5").update(bytes).digest("base64")
  const described = { filename: "tea.txt", byte_size: BYTES.length, content_type: "text/plain" }

  type Announced = {
    signed_id: string
    filename: string
    direct_upload: { url: string; headers: Record<string, string> }
  }

  function announce(blob: object = {}, client = adaClient) {
    return client.request("POST", "/rails/active_storage/direct_uploads", {
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ blob: { ...described, checksum: md5(BYTES), ...blob } }),
    })
  }

  // Sent by Hearth's handler and not by the runtime.
  const announced = async (blob?: object) => (await (await announce(blob)).json()) as Announced

  const put = ({ direct_upload: { url, headers } }: Announced, bytes = BYTES, client = adaClient) =>
    client.request("PUT", url, { headers, body: bytes })

  const attach = (signed_id: string, client = adaClient) =>
    client.post(`/rooms/${hall.id}/messages`, { "message[attachment]": signed_id }, STREAM)

  test("is announced, uploaded and attached to a message, once", async () => {
    const upload = await announced()

    expect((await put(upload)).status).toBe(204)
    const response = await attach(upload.signed_id)

    expect(response.status).toBe(200)
    expect(await response.text()).toContain("Download tea.txt")
    const again = await attach(upload.signed_id)
    expect(again.status).toBe(422)
    expect(await again.text()).toContain("the file isn’t there any more")
    expect((await put(upload)).status).toBe(404)
  })

  test("belongs to its message when that is sent again, and to no other message", async () => {
    const upload = await announced()
    await put(upload)
    const post = (client_message_id: string) =>
      adaClient.post(
        `/rooms/${hall.id}/messages`,
        {
          "message[attachment]": upload.signed_id,
          "message[client_message_id]": client_message_id,
        },
        STREAM,
      )

    const [first, again] = [await post("sent-twice"), await post("sent-twice")]

    expect([first.status, again.status]).toEqual([200, 200])
    expect(await again.text()).toBe(await first.text())
    expect((await post("another")).status).toBe(422)
  })

  test("that is uploaded twice at once is stored once", async () => {
    const upload = await announced()
    const responses = await Promise.all([put(upload), put(upload), put(upload)])

    expect(responses.map(({ status }) => status).toSorted()).toEqual([204, 404, 404])
    expect((await attach(upload.signed_id)).status).toBe(200)
  })

  test("with another type, length or checksum is a 422 and leaves no file", async () => {
    const upload = await announced()
    const before = onDisk().length
    const wrongType = {
      ...upload,
      direct_upload: { ...upload.direct_upload, headers: { "Content-Type": "image/png" } },
    }

    expect((await put(wrongType)).status).toBe(422)
    expect((await put(upload, Buffer.from("Kettle"))).status).toBe(422)
    expect((await put(upload, Buffer.from("Kettle's on, and more"))).status).toBe(422)
    expect((await put(upload, Buffer.from("kettle's on"))).status).toBe(422)
    expect(onDisk()).toHaveLength(before)
    expect((await attach(upload.signed_id)).status).toBe(422)
  })

  test("requires a session and belongs to its uploader", async () => {
    const upload = await announced()
    const beaClient = await hearth.clientFor(bea)

    expect((await announce({}, hearth.anonymousClient())).status).toBe(401)
    expect((await put(upload, BYTES, beaClient)).status).toBe(404)
    expect((await put(upload)).status).toBe(204)
    expect((await attach(upload.signed_id, beaClient)).status).toBe(422)
    expect((await attach(upload.signed_id)).status).toBe(200)
  })

  test("later than five minutes after its announcement is a 404", async () => {
    const { direct_upload, ...upload } = await announced()
    const token = direct_upload.url.split("/").at(-1) ?? ""
    const ticket = JSON.parse(verify("direct-upload", token) ?? "")
    const late = sign("direct-upload", JSON.stringify({ ...ticket, until: Date.now() - 1 }))
    const url = direct_upload.url.replace(token, late)

    expect(ticket.until).toBeLessThanOrEqual(Date.now() + 5 * 60_000)
    expect((await put({ ...upload, direct_upload: { ...direct_upload, url } })).status).toBe(404)
  })

  test("with a forged token is a 404, and with wrong metadata says so", async () => {
    const { direct_upload } = await announced()

    const madeUp = direct_upload.url.replace(/disk\/.{4}/, "disk/AAAA")
    expect((await adaClient.request("PUT", madeUp, { body: BYTES })).status).toBe(404)
    expect((await announce({ byte_size: "many" })).status).toBe(422)
    expect((await announce({ checksum: "x" })).status).toBe(422)
    expect((await announce({ byte_size: 3 * 1024 * 1024 })).status).toBe(413)
    expect((await adaClient.post("/rails/active_storage/direct_uploads", {})).status).toBe(400)
  })
})

describe("a removed message", () => {
  test("leaves no file on the disk", async () => {
    const before = onDisk().length
    const sent = await send({ bytes: await picture(900, 900), name: "gone.png" })
    await settled(sent.client_message_id)
    expect(onDisk()).toHaveLength(before + 2)
    const { id } = await messageByClientId(sent.client_message_id)

    expect((await adaClient.delete(`/rooms/${hall.id}/messages/${id}`)).status).toBe(200)

    await eventually(() => onDisk().length === before, "file and preview to go")
  })
})
