import { expect, test } from "bun:test"
import { configureSecret } from "../http/signed"
import { signStreamName, verifyStreamName } from "./signed-stream"

configureSecret("a secret for stream names")

test("a signed name is base64 of JSON, two dashes and a hex HMAC-SHA256", () => {
  const [encoded = "", signature] = signStreamName("room:1:messages").split("--")

  expect(JSON.parse(atob(encoded))).toBe("room:1:messages")
  expect(signature).toMatch(/^[0-9a-f]{64}$/)
})

test("a signed name is verified, and signing is deterministic", () => {
  for (const name of ["rooms", "", "--", 'a "quoted" -- name', "café ☕"]) {
    expect(verifyStreamName(signStreamName(name))).toBe(name)
    expect(signStreamName(name)).toBe(signStreamName(name))
  }
})

test("a forged or changed name is null", () => {
  const signed = signStreamName("rooms")
  const [encoded, signature] = signed.split("--")
  const other = Buffer.from('"lobby"').toString("base64")
  configureSecret("another secret")
  const foreign = signStreamName("rooms")
  configureSecret("a secret for stream names")

  expect(verifyStreamName(signed)).toBe("rooms")
  for (const forged of [
    "",
    "rooms",
    foreign,
    `${other}--${signature}`,
    `${encoded}--${signature?.toUpperCase()}`,
    `${encoded}--${signature?.slice(1)}`,
    `${encoded}---${signature}`,
    `${signed} `,
  ]) {
    expect(verifyStreamName(forged)).toBeNull()
  }
})
