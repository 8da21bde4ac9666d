import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { join } from "node:path"
import { qrPath } from "../../src/platform/ui/qr"
import { avatarPath, type User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, scene, userById } from "../support/scene"

const ICON = join(import.meta.dir, "../../src/client/public/icon-512.png")
const icon = async () => new File([await Bun.file(ICON).arrayBuffer()], "me.png")
const text = () => new File(["no picture"], "me.png", { type: "image/png" })

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

const formatOf = async (response: Response) => {
  const { width, height, format } = await new Bun.Image(await response.arrayBuffer()).metadata()
  return `${width}×${height} ${format}`
}

describe("a person's avatar", () => {
  const KEPT = "private, max-age=1800, stale-while-revalidate=604800"

  test("shows their initials on a color of their own until they upload one", async () => {
    const kevin = await createMember("Kevin")
    const client = await hearth.clientFor(bea)

    const response = await client.get(avatarPath(kevin))
    const svg = await response.text()

    expect(response.headers.get("content-type")).toBe("image/svg+xml")
    expect(svg).toMatch(/<text[^>]*>K<\/text>/)
    // zlib's CRC-32 of "3" is 0x6dd28e9b; modulo 18 that is 7.
    expect(kevin.id).toBe(3)
    expect(svg).toContain('fill="#736B1E"')
  })

  test("is cached privately, and 304 when it has not changed", async () => {
    const client = await hearth.clientFor(bea)
    const first = await client.get(avatarPath(ada))
    const etag = first.headers.get("etag") ?? ""

    const again = await client.get(avatarPath(ada), { "if-none-match": etag })

    expect(again.status).toBe(304)
    for (const response of [first, again]) {
      expect(response.headers.get("cache-control")).toBe(KEPT)
      expect(response.headers.get("etag")).toBe(etag)
    }
  })

  test("becomes the uploaded picture, as WebP at a new URL, with a notice", async () => {
    const client = await hearth.clientFor(bea)
    const before = avatarPath(await userById(bea.id))

    const response = await client.patch("/users/me/profile", { "user[avatar]": await icon() })

    expect(response.status).toBe(303)
    const page = await (await client.follow(response)).text()
    expect(page).toContain("✓ It may take up to 30 minutes to change everywhere")
    expect(page).toContain("Delete avatar")
    const after = avatarPath(await userById(bea.id))
    expect(after).not.toBe(before)
    const picture = await client.get(after)
    expect(picture.headers.get("content-type")).toBe("image/webp")
    expect(await formatOf(picture)).toBe("512×512 webp")
  })

  test("may be larger than other forms, up to its own limit", async () => {
    const client = await hearth.clientFor(await createMember("Heavy"))
    const weighing = async (bytes: number) =>
      new File([await Bun.file(ICON).arrayBuffer(), new Uint8Array(bytes)], "me.png")
    const MEGABYTE = 1024 * 1024

    const heavy = { "user[avatar]": await weighing(9 * MEGABYTE) }
    expect((await client.patch("/users/me/profile", heavy)).status).toBe(303)
    const tooHeavy = { "user[avatar]": await weighing(11 * MEGABYTE) }
    const response = await client.patch("/users/me/profile", tooHeavy)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("up to 10 MB")
  })

  test("is kept when the upload is not a picture", async () => {
    const client = await hearth.clientFor(bea)
    const before = await userById(bea.id)

    for (const file of [text(), new File([bitmap()], "me.bmp")]) {
      const response = await client.patch("/users/me/profile", { "user[avatar]": file })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('id="user_avatar_error" class="field__error"')
    }
    expect(await userById(bea.id)).toEqual(before)
  })

  test("can be removed only by its owner, whatever the path says", async () => {
    const [owner, other] = [await hearth.clientFor(bea), await hearth.clientFor(ada)]
    const of = async () => (await userById(bea.id)).avatar_id

    const response = await other.delete(`/users/${bea.id}/avatar`)
    expect([response.status, response.headers.get("location")]).toEqual([303, "/users/me/profile"])
    expect(await of()).not.toBeNull()

    await owner.delete(`/users/${ada.id}/avatar`)
    expect(await of()).toBeNull()
    const again = await owner.delete("/users/me/avatar")
    expect(again.status).toBe(303)
    const initials = await owner.get(avatarPath(await userById(bea.id)))
    expect(initials.headers.get("content-type")).toBe("image/svg+xml")
  })

  test("of a bot is the bot icon", async () => {
    const bot = await createMember("Robot", { role: "bot", email_address: null })

    const svg = await (await (await hearth.clientFor(bea)).get(avatarPath(bot))).text()

    expect(svg).toStartWith("<svg")
    expect(svg).not.toContain("<text")
  })

  test("has an unguessable path that requires a session", async () => {
    const client = await hearth.clientFor(bea)
    const forged = avatarPath(ada).replace(/--\w/, "--0").replace(/--0/, "--f")

    for (const path of ["/users/1/avatar", "/users/nonsense/avatar", forged])
      expect((await client.get(path)).status).toBe(404)
    expect((await hearth.anonymousClient().get(avatarPath(ada))).status).toBe(302)
  })
})

describe("the logo", () => {
  const logo = async (query = "") => hearth.anonymousClient().get(`/account/logo${query}`)
  const KEPT = "public, max-age=300, stale-while-revalidate=604800"

  test("is Hearth's own by default, public, in two sizes", async () => {
    expect(await formatOf(await logo())).toBe("512×512 png")
    expect(await formatOf(await logo("?size=small"))).toBe("192×192 png")
    expect(await formatOf(await logo("?size=huge"))).toBe("512×512 png")
  })

  test("is cached for five minutes, and 304 when it has not changed", async () => {
    const first = await logo()
    const etag = first.headers.get("etag") ?? ""
    const again = await hearth.anonymousClient().get("/account/logo", { "if-none-match": etag })

    expect(again.status).toBe(304)
    for (const response of [first, again]) expect(response.headers.get("cache-control")).toBe(KEPT)
  })

  test("becomes an administrator's upload on every page until they remove it", async () => {
    const administrator = await hearth.clientFor(ada)
    const wide = await new Bun.Image(await Bun.file(ICON).bytes()).resize(400, 100).jpeg().bytes()
    const upload = { "account[logo]": new File([Buffer.from(wide)], "logo.jpg") }

    expect((await (await hearth.clientFor(bea)).put("/account", upload)).status).toBe(403)
    const response = await administrator.put("/account", upload)

    expect([response.status, response.headers.get("location")]).toEqual([303, "/account/edit"])
    expect(await formatOf(await logo())).toBe("400×100 png")
    expect(await formatOf(await logo("?size=small"))).toBe("192×48 png")
    const signIn = await (await hearth.anonymousClient().get("/session/new")).text()
    expect(signIn).toMatch(/<body class="signup account-has-logo"/)
    expect(signIn).toMatch(/<img src="\/account\/logo\?v=\d+" alt="Account logo"/)
    expect(await (await administrator.get("/account/edit")).text()).toContain("Delete logo")

    const removal = await administrator.delete("/account/logo")
    expect([removal.status, removal.headers.get("location")]).toEqual([303, "/account/edit"])
    expect(await formatOf(await logo())).toBe("512×512 png")
    expect(await (await administrator.get("/account/edit")).text()).not.toContain("Delete logo")
  })

  test("cannot be a bitmap", async () => {
    const administrator = await hearth.clientFor(ada)

    const response = await administrator.put("/account", {
      "account[logo]": new File([bitmap()], "logo.bmp"),
    })

    expect(response.status).toBe(422)
    expect(await response.text()).toContain('id="account_logo_error" class="field__error"')
    expect(await formatOf(await logo())).toBe("512×512 png")
  })

  test("exists before there is an account", async () => {
    await using empty = await openHearth()
    const response = await empty.anonymousClient().get("/account/logo?size=small")
    expect(await formatOf(response)).toBe("192×192 png")
  })
})

describe("a QR code", () => {
  const url = "https://hearth.example/join/aaaa-bbbb-cccc"

  test("is a public SVG with a margin, cached for a year", async () => {
    const response = await hearth.anonymousClient().get(qrPath(url))
    const svg = await response.text()

    expect(response.headers.get("content-type")).toBe("image/svg+xml")
    expect(response.headers.get("cache-control")).toContain("public, max-age=31536000")
    expect(svg).toStartWith("<svg")
    // uqr draws modules of 10: the first dark one follows four light ones.
    expect(svg).toContain('d="M40,40')
  })

  test("of a link that grants access is not cached", async () => {
    const response = await hearth.anonymousClient().get(qrPath(url, { secret: true }))

    expect(response.status).toBe(200)
    expect(response.headers.get("cache-control")).toBe("no-store")
  })

  test("requires a path that Hearth signed", async () => {
    const unsigned = Buffer.from(url).toString("base64url")
    for (const id of [unsigned, "nonsense", `${unsigned}--00`])
      expect((await hearth.anonymousClient().get(`/qr_code/${id}`)).status).toBe(404)
  })
})

/** A picture of one pixel that Bun can decode. */
function bitmap() {
  const bytes = Buffer.alloc(58)
  bytes.write("BM")
  for (const [offset, value] of [
    [2, 58],
    [10, 54],
    [14, 40],
    [18, 1],
    [22, 1],
  ] as const)
    bytes.writeUInt32LE(value, offset)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  return bytes
}
