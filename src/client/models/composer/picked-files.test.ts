import { expect, test } from "bun:test"
import { addPickedFiles, pickedFiles, removePickedFile, takePickedFiles } from "./picked-files"

const fileOf = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name)
const names = (address: string) => pickedFiles(address).map(({ name }) => name)

test("keeps files in the order in which they were picked", () => {
  addPickedFiles("/order", [fileOf("page 10.png"), fileOf("Makefile")], 10)
  addPickedFiles("/order", [fileOf("page 9.png"), fileOf("ängström")], 10)

  expect(names("/order")).toEqual(["page 10.png", "Makefile", "page 9.png", "ängström"])
})

test("keeps the files of each composer apart until they are taken", () => {
  const lamp = fileOf("lamp")
  addPickedFiles("/here", [lamp, fileOf("rug")], 10)
  removePickedFile("/here", lamp)

  expect(names("/there")).toEqual([])
  expect(takePickedFiles("/here").map(({ name }) => name)).toEqual(["rug"])
  expect(names("/here")).toEqual([])
})

test("rejects files that are too big with an error, and keeps the others", () => {
  const error = addPickedFiles("/big", [fileOf("film", 2049), fileOf("note")], 2048)

  expect(error).toBe("“film” is too big. A file may have up to 2 KB, and it has 2.1 KB.")
  expect(names("/big")).toEqual(["note"])
  expect(addPickedFiles("/big", [fileOf("a", 3000), fileOf("b", 4000)], 2048)).toBe(
    "2 files are too big. A file may have up to 2 KB: a, b.",
  )
  expect(addPickedFiles("/big", [fileOf("at the limit", 2048)], 2048)).toBe("")
})
