import { expect, test } from "bun:test"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

const ROOT = resolve(import.meta.dir, "..")
const DOCS = ["README.md", ...new Bun.Glob("docs/*.md").scanSync(ROOT)]

// Code such as `src/rooms/room.ts`, `bin/hearth seed` or `src/**/*.test.ts`.
const CODE_PATH = /`((?:src|test|bench|sounds|bin|docs)\/[^\s`]+)[^`]*`/g
const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g

const contentOf = (doc: string) => readFileSync(join(ROOT, doc), "utf8")

test.each(DOCS)("every path in %s exists", (doc) => {
  const paths = [...contentOf(doc).matchAll(CODE_PATH)].map(([, path = ""]) => path)

  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter((path) => !exists(path))).toEqual([])
})

test.each(DOCS)("every link in %s leads to a file and a heading", (doc) => {
  const links = [...contentOf(doc).matchAll(LINK)].map(([, file = "", heading]) => ({
    file: file === "" ? doc : join(dirname(doc), file),
    heading,
  }))

  expect(links.filter(({ file, heading }) => !leadsTo(file, heading))).toEqual([])
})

function exists(path: string) {
  if (path.includes("*")) return !new Bun.Glob(path).scanSync(ROOT).next().done
  return existsSync(join(ROOT, path))
}

function leadsTo(file: string, heading: string | undefined) {
  if (!existsSync(join(ROOT, file))) return false
  return heading === undefined || headingsOf(file).includes(heading)
}

/** The anchors of a document's headings, as GitHub makes them. */
const headingsOf = (file: string) =>
  [...contentOf(file).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  )
