import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { transaction } from "../../src/platform/database/database"
import { type Hearth, openHearth } from "../support/hearth"
import { scene } from "../support/scene"

let hearth: Hearth

beforeAll(async () => {
  hearth = await openHearth()
})

afterAll(() => hearth.close())

const type = (response: Response) => response.headers.get("content-type")?.split(";")[0]

describe("before the first sign-up", () => {
  test("the app can be installed under the name Hearth", async () => {
    const answer = await hearth.anonymousClient().get("/webmanifest")

    expect(await answer.json()).toMatchObject({ name: "Hearth", start_url: "/" })
  })
})

describe("the manifest", () => {
  test("is valid with any account name, and public", async () => {
    await scene()
    await transaction((trx) =>
      trx.updateTable("accounts").set({ name: `Ink & "Quill" </script>` }).execute(),
    )

    for (const path of ["/webmanifest", "/webmanifest.json"]) {
      const answer = await hearth.anonymousClient().get(path)

      expect(answer.status).toBe(200)
      expect(type(answer)).toBe("application/manifest+json")
      expect(await answer.json()).toMatchObject({
        name: `Ink & "Quill" </script>`,
        start_url: "/",
        scope: "/",
        display: "standalone",
        shortcuts: [
          { name: "New chat room", url: "/rooms/opens/new" },
          { name: "My profile", url: "/users/me/profile" },
        ],
      })
    }
  })

  test("lists icons that exist in the declared sizes", async () => {
    const answer = await hearth.anonymousClient().get("/webmanifest")
    const { icons } = await answer.json()

    expect(icons.map(({ sizes, purpose }: Icon) => [sizes, purpose])).toEqual([
      ["192x192", undefined],
      ["512x512", undefined],
      ["512x512", "maskable"],
    ])
    for (const { src, sizes } of icons) {
      const icon = await hearth.anonymousClient().get(src)
      expect(type(icon)).toBe("image/png")
      const { width, height } = await new Bun.Image(await icon.bytes()).metadata()
      expect(`${width}x${height}`).toBe(sizes)
    }
  })

  test("has three phone screenshots", async () => {
    const answer = await hearth.anonymousClient().get("/webmanifest")
    const { screenshots } = await answer.json()

    expect(screenshots).toHaveLength(3)
    for (const { src, sizes } of screenshots) {
      const screen = await hearth.anonymousClient().get(src)
      expect(type(screen)).toBe("image/png")
      const { width, height } = await new Bun.Image(await screen.bytes()).metadata()
      expect([`${width}x${height}`, sizes]).toEqual(["1080x2400", "1080x2400"])
    }
  })

  test("is linked from every page and cached until it changes", async () => {
    const page = await hearth.anonymousClient().get("/session/new")
    const href = /<link rel="manifest" href="([^"]+)"/.exec(await page.text())?.[1] ?? ""
    const first = await hearth.anonymousClient().get(href)
    const again = await hearth.anonymousClient().get(href, {
      "if-none-match": first.headers.get("etag") ?? "",
    })

    expect(again.status).toBe(304)
  })
})

describe("the service worker", () => {
  test("is a public script at the root that browsers always revalidate", async () => {
    for (const path of ["/service-worker", "/service-worker.js"]) {
      const answer = await hearth.anonymousClient().get(path)

      expect(answer.status).toBe(200)
      expect(type(answer)).toBe("text/javascript")
      expect(answer.headers.get("cache-control")).toBe("no-cache")
      expect(await answer.text()).toContain("notificationclick")
    }
  })

  test("caches only the public offline page and its assets", async () => {
    const script = await (await hearth.anonymousClient().get("/service-worker.js")).text()
    const shell: string[] = JSON.parse(/^const SHELL = (\[.*\]);$/m.exec(script)?.[1] ?? "[]")
    const [page = "", ...parts] = shell
    const html = await (await hearth.anonymousClient().get(page)).text()

    expect(page).toStartWith("/offline?v=")
    expect(html).toContain("Can’t reach Hearth")
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path)
    expect(loaded).toEqual(parts)
    for (const part of parts) expect((await hearth.anonymousClient().get(part)).status).toBe(200)
  })
})

type Icon = { src: string; sizes: string; purpose?: string }
