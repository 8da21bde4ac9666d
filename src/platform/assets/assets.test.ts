import { afterAll, beforeEach, describe, expect, test } from "bun:test"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { SHEETS } from "./asset-build"
import { AssetBuildError, assetPath, assetText, loadAssets, serveAsset } from "./assets"

const workshop = mkdtempSync(join(tmpdir(), "hearth-assets-"))
const client = join(workshop, "client")
const lockfile = join(workshop, "package-lock.json")
const cacheDir = join(workshop, "cache")
const sources = { client, lockfile, cacheDir }

const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg">${"<rect width='1' height='1'/>".repeat(40)}</svg>`

beforeEach(() => {
  rmSync(workshop, { recursive: true, force: true })
  write("package-lock.json", "{}")
  write("limits.ts", "export const LIMIT = 40")
  write(
    "client/application.ts",
    `import { greet } from "./shared"
     import { LIMIT } from "../limits"
     greet("page", LIMIT, process.env.NODE_ENV)
     import("./editor")`,
  )
  write("client/editor.ts", `import { greet } from "./shared"; greet("editor")`)
  write("client/shared.ts", "export const greet = (...words: unknown[]) => console.log(words)")
  write(
    "client/styles/application.css",
    `/* The order of layers */
     @layer base, components;
     @import "./card.css" layer(components);
     @import "./page.css" layer(base);`,
  )
  write("client/styles/card.css", ".card { color: light-dark(red, blue); &:dir(rtl) { top: 0 } }")
  write("client/styles/page.css", ".page { margin-inline: 0 }")
  write("client/offline.ts", `import { greet } from "./shared"; greet("offline")`)
  for (const style of SHEETS.filter((name) => name !== "application"))
    write(`client/styles/${style}.css`, ".page { color: light-dark(red, blue) }")
  write("client/service-worker.ts", `import { greet } from "./shared"; greet("worker", SHELL)`)
  write("client/public/logo.svg", SQUARE)
  write("client/public/icons/dot.png", "not really a picture")
})

afterAll(() => rmSync(workshop, { recursive: true, force: true }))

test("range requests are supported, because Safari needs them to play media", async () => {
  await loadAssets(sources)
  const ask = (range: string) =>
    serveAsset(
      new Request(`http://hearth.example${assetPath("icons/dot.png")}`, { headers: { range } }),
    )

  const part = ask("bytes=4-9")
  expect([part?.status, part?.headers.get("content-range")]).toEqual([206, "bytes 4-9/20"])
  expect(await part?.text()).toBe("really")
  expect(await ask("bytes=11-")?.text()).toBe("a picture")
  for (const range of ["bytes=20-", "bytes=-5", "lines=1-2"]) expect(ask(range)?.status).toBe(200)
})

describe("a built asset", () => {
  test("has its digest in its name", async () => {
    await loadAssets(sources)

    expect(assetPath("application.js")).toMatch(/^\/assets\/application-\w{8}\.js$/)
    expect(assetPath("application.css")).toMatch(/^\/assets\/application-\w{10}\.css$/)
    expect(assetPath("logo.svg")).toMatch(/^\/assets\/logo-\w{10}\.svg$/)
    expect(assetPath("icons/dot.png")).toMatch(/^\/assets\/icons\/dot-\w{10}\.png$/)
    expect(() => assetPath("absent.svg")).toThrow("Unknown asset absent.svg")
  })

  test("bundles the service worker into one file", async () => {
    await loadAssets(sources)
    const worker = assetText("service-worker.js")

    expect(worker).toContain('"worker"')
    expect(worker).toContain("SHELL")
    expect(worker).not.toMatch(/\b(import|export)\b/)
  })

  test("splits dynamic imports into chunks", async () => {
    await loadAssets(sources)
    const application = await textOf(assetPath("application.js"))
    const [editor = ""] = application.match(/\/assets\/editor-\w+\.js/) ?? []

    expect(await textOf(editor)).toContain('"editor"')
    expect(application).not.toContain('"editor"')
    expect(application).toContain('"production"')
  })

  test("keeps styles unchanged and layers in the declared order", async () => {
    await loadAssets(sources)

    const css = await textOf(assetPath("application.css"))

    expect(css).toStartWith("@layer base,components;".replace(",", ", "))
    expect(css).toContain("light-dark(red,#00f)")
    expect(css).toContain(":dir(rtl)")
    expect(css).toContain("margin-inline:0")
  })

  test("changes its name only with its content", async () => {
    await loadAssets(sources)
    const before = assetPath("application.js")

    write("client/shared.ts", "export const greet = (...words: unknown[]) => console.info(words)")
    await loadAssets(sources)
    const after = assetPath("application.js")
    await loadAssets(sources)

    expect(after).not.toBe(before)
    expect(assetPath("application.js")).toBe(after)
  })

  test("is rebuilt when constants shared with the server change", async () => {
    await loadAssets(sources)
    write("limits.ts", "export const LIMIT = 41")
    await loadAssets(sources)

    expect(await textOf(assetPath("application.js"))).toContain("41")
  })

  test("is built once and then reused", async () => {
    await loadAssets(sources)
    const [build = ""] = readdirSync(cacheDir)
    const { mtimeMs } = statSync(join(cacheDir, build, "manifest.json"))

    await loadAssets(sources)

    expect(readdirSync(cacheDir)).toEqual([build])
    expect(statSync(join(cacheDir, build, "manifest.json")).mtimeMs).toBe(mtimeMs)
  })

  test("can be built by concurrent processes", async () => {
    const script = `
      import { assetPath, assetText, loadAssets } from "${import.meta.dir}/assets"
      await loadAssets(${JSON.stringify(sources)})
      console.log(assetPath("application.js"))`
    const start = () => Bun.spawn([process.execPath, "-e", script])

    const paths = await Promise.all(
      [start(), start(), start()].map((child) => new Response(child.stdout).text()),
    )

    expect(paths[0]).toStartWith("/assets/application-")
    expect(new Set(paths).size).toBe(1)
    expect(readdirSync(cacheDir)).toHaveLength(1)
  })

  test("fails with position and reason for a syntax error", async () => {
    write("client/editor.ts", `import { absent } from "./nowhere"; absent()`)

    const failure = await loadAssets(sources).catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(AssetBuildError)
    expect(String(failure)).toContain("editor.ts")
    expect(String(failure)).toContain("./nowhere")
    expect(readdirSync(cacheDir)).toEqual([])
  })
})

describe("an asset is served", () => {
  test("in the smallest encoding that the browser accepts", async () => {
    await loadAssets(sources)
    const logo = assetPath("logo.svg")

    for (const [accepted, encoding] of [
      ["gzip, deflate, br, zstd", "br"],
      ["gzip", "gzip"],
      ["br;q=0, gzip;q=0.5", "gzip"],
      ["identity", null],
      ["", null],
    ] as const) {
      const response = ask(logo, { headers: { "accept-encoding": accepted } })
      expect(response?.headers.get("content-encoding") ?? null).toBe(encoding)
      expect(unpack(encoding, await bytesOf(response))).toBe(SQUARE)
    }
  })

  test("as immutable, with its content type", async () => {
    await loadAssets(sources)

    const { headers } = ask(`${assetPath("application.js")}?v=1`) ?? new Response()

    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
    expect(headers.get("content-type")).toStartWith("text/javascript")
    expect(headers.get("vary")).toBe("accept-encoding")
    expect(headers.get("etag")).toMatch(/^W\/"application-\w+\.js"$/)
    expect(ask(assetPath("application.css"))?.headers.get("content-type")).toStartWith("text/css")
    expect(ask(assetPath("icons/dot.png"))?.headers.get("content-type")).toBe("image/png")
  })

  test("for GET and HEAD only", async () => {
    await loadAssets(sources)
    const path = assetPath("logo.svg")

    expect(ask(path, { method: "HEAD" })?.status).toBe(200)
    expect(ask(path, { method: "POST" })).toBeNull()
    for (const wrong of ["/assets/logo.svg", "/assets/manifest.json", "/assets/../x", `${path}.br`])
      expect(ask(wrong)).toBeNull()
  })
})

function write(path: string, text: string) {
  mkdirSync(dirname(join(workshop, path)), { recursive: true })
  writeFileSync(join(workshop, path), text)
}

const ask = (path: string, init?: RequestInit) =>
  serveAsset(new Request(`http://hearth.test${path}`, init))

const textOf = async (path: string) => ask(path)?.text() ?? ""

const bytesOf = async (response: Response | null) =>
  new Uint8Array((await response?.arrayBuffer()) ?? [])

function unpack(encoding: "br" | "gzip" | null, bytes: Uint8Array<ArrayBuffer>) {
  if (encoding === "gzip") return new TextDecoder().decode(Bun.gunzipSync(bytes))
  if (encoding === "br") return brotliDecompressSync(bytes).toString()
  return new TextDecoder().decode(bytes)
}

test("in development, scripts stay readable and name their sources", async () => {
  await loadAssets({ ...sources, development: true })
  const readable = assetText("application.js")
  const map = serveAsset(
    new Request(`http://hearth.example${readable.match(/sourceMappingURL=(\S+)/)?.[1]}`),
  )
  await loadAssets(sources)

  expect(readable).toContain("import(")
  expect(readable).toContain('"development"')
  expect(map?.status).toBe(200)
  expect(await map?.text()).toContain("client/application.ts")
  expect(assetText("application.js")).not.toContain("sourceMappingURL")
})
