import { describe, expect, test } from "bun:test"
import { resolve } from "node:path"
import { ConfigError, parseConfig } from "./config"

const root = resolve(import.meta.dir, "..")

describe("an empty environment", () => {
  test("is enough", () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: "0.0.0.0",
      storage: `${root}/storage`,
      cache: `${root}/storage/cache`,
      databaseUrl: null,
      secretKeyBase: null,
      maxUploadBytes: 512 * 1024 * 1024,
      logLevel: "info",
      publicUrl: null,
      trustProxy: false,
      postsPerMinute: 600,
      tweetsFrom: "https://fxtwitter.com",
      secureCookies: "auto",
      disabledCaches: [],
      version: "0",
      revision: null,
      development: false,
    })
  })

  test("is what blank settings amount to", () => {
    expect(parseConfig({ PORT: "", DATABASE_URL: " ", TRUST_PROXY: "" })).toEqual(parseConfig({}))
  })
})

describe("a setting", () => {
  test("says where data is kept, counted from Hearth's folder", () => {
    expect(parseConfig({ HEARTH_STORAGE: "/srv/hearth" }).storage).toBe("/srv/hearth")
    expect(parseConfig({ HEARTH_STORAGE: "../data" }).storage).toBe(resolve(root, "../data"))
    expect(parseConfig({ HEARTH_STORAGE: "/srv/hearth" }).cache).toBe("/srv/hearth/cache")
    expect(parseConfig({ HEARTH_CACHE: "/var/cache/hearth" }).cache).toBe("/var/cache/hearth")
  })

  test("switches with the usual words", () => {
    for (const word of ["true", "Yes", "ON", "1"])
      expect(parseConfig({ TRUST_PROXY: word }).trustProxy).toBe(true)
    for (const word of ["false", "No", "OFF", "0"])
      expect(parseConfig({ TRUST_PROXY: word }).trustProxy).toBe(false)

    expect(parseConfig({ SECURE_COOKIES: "yes" }).secureCookies).toBe(true)
    expect(parseConfig({ SECURE_COOKIES: "auto" }).secureCookies).toBe("auto")
  })

  test("names the version, else the revision", () => {
    expect(parseConfig({ GIT_REVISION: "abc1234" }).version).toBe("abc1234")
    expect(parseConfig({ GIT_REVISION: "abc1234", APP_VERSION: "1.2" })).toMatchObject({
      version: "1.2",
      revision: "abc1234",
    })
  })

  test("may be a PostgreSQL address, a port of the system's choice, an origin", () => {
    const databaseUrl = "postgres://ada:secret@db.example.com:5432/hearth?sslmode=require"
    expect(parseConfig({ DATABASE_URL: databaseUrl }).databaseUrl).toBe(databaseUrl)
    expect(parseConfig({ PORT: "0" }).port).toBe(0)
    expect(parseConfig({ HEARTH_URL: "https://chat.example.com/" }).publicUrl).toBe(
      "https://chat.example.com",
    )
  })
})

describe("a wrong setting stops the start with a sentence", () => {
  const wrong: [setting: string, value: string, sentence: string][] = [
    ["PORT", "http", 'PORT must be a whole number from 0 to 65535, and it is "http".'],
    ["PORT", "65536", 'PORT must be a whole number from 0 to 65535, and it is "65536".'],
    ["HOST", "a b", 'HOST must be an address or a host name, such as 127.0.0.1, and it is "a b".'],
    ["TRUST_PROXY", "maybe", 'TRUST_PROXY must be true or false, and it is "maybe".'],
    ["SECURE_COOKIES", "x", 'SECURE_COOKIES must be true, false or auto, and it is "x".'],
    [
      "LOG_LEVEL",
      "loud",
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, and it is "loud".',
    ],
    [
      "HEARTH_URL",
      "https://example.com/chat",
      'HEARTH_URL must be an origin such as https://chat.example.com, and it is "https://example.com/chat".',
    ],
  ]

  test.each(wrong)("%s=%s", (setting, value, sentence) => {
    expect(() => parseConfig({ [setting]: value })).toThrow(new ConfigError(sentence))
  })

  test("which keeps what is secret to itself", () => {
    const database = "DATABASE_URL must be a postgres:// address with a database's name"
    for (const url of ["mysql://ada:secret@db/hearth", "postgres://ada:secret@db", "secret"]) {
      const said = refusal({ DATABASE_URL: url })
      expect(said).toStartWith(database)
      expect(said).not.toContain("secret")
    }

    expect(refusal({ SECRET_KEY_BASE: "too short" })).toBe(
      "SECRET_KEY_BASE must be 32 characters or more, or be unset.",
    )
  })
})

function refusal(env: Record<string, string>) {
  try {
    return JSON.stringify(parseConfig(env))
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}
