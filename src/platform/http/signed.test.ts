import { beforeEach, expect, test } from "bun:test"
import { configureSecret, sign, verify } from "./signed"

beforeEach(() => configureSecret("a secret of the tests"))

test("what we signed comes back, whatever it holds", () => {
  expect(verify("session", sign("session", "töken--with; odd = parts"))).toBe(
    "töken--with; odd = parts",
  )
})

test("a signature holds for its own purpose and secret alone", () => {
  const text = sign("session", "7")

  expect(verify("session", text)).toBe("7")
  expect(verify("avatar", text)).toBeNull()
  configureSecret("another secret")
  expect(verify("session", text)).toBeNull()
})

test("anything that we did not write is nothing", () => {
  const text = sign("session", "7")

  for (const forged of [
    "",
    "7",
    "--",
    text.slice(0, -1),
    `${text}0`,
    `x${text}`,
    `${text}--${text}`,
    "é--ü",
  ])
    expect(verify("session", forged)).toBeNull()
})
