import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

const ROOT = resolve(import.meta.dir, "..")

/** A minimal project for `bin/bundle`. */
let project = ""

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "hearth-project-"))
  for (const folder of ["bin", "src/client"]) mkdirSync(join(project, folder), { recursive: true })
  copyFileSync(join(ROOT, "bin/bundle"), join(project, "bin/bundle"))
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"))
  for (const file of ["package-lock.json", "tsconfig.json"]) write(file, "{}")
  write("src/main.ts", 'import { word } from "./word"\nconsole.log(word as string)\n')
  write("src/word.ts", 'export const word = "Ember"\n')
})
afterEach(() => rmSync(project, { recursive: true }))

const write = (file: string, text: string) => writeFileSync(join(project, file), text)
const bundle = () => Bun.spawnSync([join(project, "bin/bundle")])
const built = () => statSync(join(project, "build/server.js")).ino

function output() {
  const { stdout } = Bun.spawnSync([process.execPath, join(project, "build/server.js")])
  return stdout.toString().trim()
}

describe("bin/bundle", () => {
  test("bundles the server into one file", () => {
    const { exitCode, stdout } = bundle()

    expect(exitCode).toBe(0)
    expect(stdout.toString()).toBe("")
    expect(readdirSync(join(project, "build")).sort()).toEqual(["server.js", "sources"])
    rmSync(join(project, "src"), { recursive: true })
    expect(output()).toBe("Ember")
  })

  test("keeps the bundle when only tests and client code change", () => {
    bundle()
    const before = built()
    write("src/word.test.ts", "export {}\n")
    write("src/client/page.ts", "export {}\n")

    expect(bundle().exitCode).toBe(0)

    expect(built()).toBe(before)
  })

  test("bundles again when a source has changed, even with an old modification time", () => {
    bundle()
    write("src/word.ts", 'export const word = "Ash"\n')
    utimesSync(join(project, "src/word.ts"), 0, 0)

    expect(bundle().exitCode).toBe(0)

    expect(output()).toBe("Ash")
  })

  test("bundles again when an embedded SVG has changed", () => {
    mkdirSync(join(project, "src/client/public"))
    write("src/client/public/icon.svg", "<svg>Ember</svg>")
    write(
      "src/word.ts",
      'import icon from "./client/public/icon.svg" with { type: "text" }\nexport const word = icon\n',
    )
    bundle()
    write("src/client/public/icon.svg", "<svg>Ash</svg>")

    expect(bundle().exitCode).toBe(0)

    expect(output()).toBe("<svg>Ash</svg>")
  })

  test("bundles again when the bundle was modified", () => {
    bundle()
    write("build/server.js", "")

    expect(bundle().exitCode).toBe(0)

    expect(output()).toBe("Ember")
  })

  test("reports errors and tries again at the next run", () => {
    write("src/word.ts", "export const = 1\n")

    const { exitCode, stderr } = bundle()

    expect(exitCode).not.toBe(0)
    expect(stderr.toString()).toContain("word.ts:1")
    expect(readdirSync(join(project, "build"))).toEqual([])
    write("src/word.ts", 'export const word = "Fixed"\n')
    expect(bundle().exitCode).toBe(0)
    expect(output()).toBe("Fixed")
  })
})
