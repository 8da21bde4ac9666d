import { beforeEach, expect, test } from "bun:test"
import { configureSecret, sign, verify } from "./signed"

beforeEach(() => configureSecret("a secret of the tests"))

test("a signed value is verified and returned", () => {
  expect(verify("session", sign("session", "töken--with; odd = parts"))).toBe(
    "töken--with; odd = parts",
  )
})

test("a signature is valid for its purpose and secret only", () => {
  const text = sign("session", "7")

  expect(verify("session", text)).toBe("7")
  expect(verify("avatar", text)).toBeNull()
  configureSecret("another secret")
  expect(verify("session", text)).toBeNull()
})

test("forged values are null", () => {
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
