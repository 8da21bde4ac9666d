import { expect, test } from "bun:test"
import { prepared } from "./prepared"
import type { Reader, Trx } from "./store"

type Accepts<Fn, Db> = Fn extends (values: { id: number }, on: infer On) => unknown
  ? [Db] extends [On]
    ? true
    : false
  : never

const read = prepared((db) => db.selectFrom("kysely_migration").selectAll())
const write = prepared((db) => db.deleteFrom("kysely_migration"))

// The compiler checks these: each constant has the only type that it may have.
const readerWrites: "insertInto" extends keyof Reader ? true : false = false
const readerDeletes: "deleteFrom" extends keyof Reader ? true : false = false
const readerIsTrx: Reader extends Trx ? true : false = false
const trxIsReader: Trx extends Reader ? true : false = true
const readTakesReader: Accepts<typeof read, Reader> = true
const writeTakesTrx: Accepts<typeof write, Trx> = true
const writeTakesReader: Accepts<typeof write, Reader> = false

test("a write through a reader does not compile", () => {
  expect([readerWrites, readerDeletes, readerIsTrx, writeTakesReader]).not.toContain(true)
  expect([trxIsReader, readTakesReader, writeTakesTrx]).not.toContain(false)
})
