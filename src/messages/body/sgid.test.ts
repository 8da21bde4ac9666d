import { describe, expect, test } from "bun:test"
import { configureSecret, sign } from "../../platform/http/signed"
import { referentOf } from "./sgid"

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64")
const signed = (rails: object) => `${base64(JSON.stringify({ _rails: rails }))}--0123abcd`

// As Campfire wrote them for the user with the id 7.
const CURRENT =
  "eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL1VzZXIvNz9leHBpcmVzX2luIiwicHVyIjoiYXR0YWNoYWJsZSJ9fQ==--3901e05889afde1ff97e45fd7b787e3396961b32"
const LEGACY =
  "eyJfcmFpbHMiOnsibWVzc2FnZSI6IkJBaEpJaVZuYVdRNkx5OWpZVzF3Wm1seVpTOVZjMlZ5THpjX1pYaHdhWEpsYzE5cGJnWTZCa1ZVIiwiZXhwIjpudWxsLCJwdXIiOiJhdHRhY2hhYmxlIn19--b9872fe7c19a5f299e6a181414fa8baefd4b33f0"

describe("whom a mention is about", () => {
  test("is told by our own form, whatever key had signed it", () => {
    configureSecret("a secret for tests")
    const own = sign("mention", "42")
    const everyone = sign("mention", "everyone")
    configureSecret("another secret by now")

    expect(referentOf(own)).toBe(42)
    expect(referentOf(everyone)).toBe("everyone")
  })

  test("is told by Campfire's form, and by the one it had before", () => {
    expect(referentOf(CURRENT)).toBe(7)
    expect(referentOf(CURRENT.replace(/--.*/, "--stale"))).toBe(7)
    expect(referentOf(LEGACY)).toBe(7)
  })

  test("is nobody when it names something else", () => {
    const others = ["gid://campfire/Room/7", "gid://campfire/Rooms::Closed/7", "gid://other/User/7"]

    for (const gid of others) {
      expect(referentOf(signed({ data: gid }))).toBeNull()
      expect(referentOf(signed({ message: base64(`\x04\bI"\x1e${gid}\x06:\x06ET`) }))).toBeNull()
    }
    expect(referentOf(signed({ data: "gid://campfire/User/7/../8" }))).toBeNull()
    expect(referentOf(signed({ message: base64("gid://campfire/User/7x") }))).toBeNull()
  })

  test("is nobody when it is broken, and never an exception", () => {
    const broken = [
      "",
      "--",
      "%%%",
      "☒",
      base64("{"),
      base64("{}"),
      base64("null"),
      base64('{"_rails":7}'),
      base64('{"_rails":{"data":7}}'),
      signed({ message: "%%%" }),
      signed({}),
      sign("mention", "0"),
      sign("mention", "-7"),
      sign("mention", "9".repeat(40)),
    ]

    for (const sgid of broken) expect(referentOf(sgid)).toBeNull()
  })
})
