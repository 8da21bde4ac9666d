import { expect, test } from "bun:test"
import { createMember, deactivate, scene } from "../../test/support/scene"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { hashPassword } from "../users/user"
import { allowSignInAttempt, userForPassword } from "./session"

const password = "correct horse"

onBothDatabases("signing in", () => {
  test("accepts only the address and password of an active user", async () => {
    await scene()
    const password_digest = await hashPassword(password)
    const cy = await createMember("Cy", { password_digest })
    const robot = await createMember("Robot", { password_digest, role: "bot" })
    await createMember("Keyless")
    const removed = await createMember("Removed", { password_digest })
    expect(await userForPassword("removed@example.com", password)).toMatchObject({ id: removed.id })
    await deactivate(removed)

    expect(await userForPassword("cy@example.com", password)).toMatchObject({ id: cy.id })
    expect(await userForPassword("cy@example.com", `${password} `)).toBeNull()
    expect(await userForPassword("cy@example.com", "")).toBeNull()
    expect(await userForPassword("nobody@example.com", password)).toBeNull()
    expect(await userForPassword(robot.email_address ?? "", password)).toBeNull()
    expect(await userForPassword("keyless@example.com", "")).toBeNull()
    expect(await userForPassword("removed@example.com", password)).toBeNull()
  })

  test("compares all characters of a long password", async () => {
    await scene()
    const long = "0123456789".repeat(30)
    const cy = await createMember("Cy", { password_digest: await hashPassword(long) })

    expect(await userForPassword("cy@example.com", long)).toMatchObject({ id: cy.id })
    expect(await userForPassword("cy@example.com", long.slice(0, 72))).toBeNull()
  })
})

test("one address may make ten attempts in three minutes", async () => {
  const attempts = Array.from({ length: 11 }, (_, index) => `${index}@example.com`)

  const allowed = []
  for (const email of attempts) allowed.push(await allowSignInAttempt("203.0.113.50", email))

  expect(allowed).toEqual([...Array(10).fill(true), false])
  expect(await allowSignInAttempt("203.0.113.51", "0@example.com")).toBe(true)
})

test("all addresses of an IPv6 /64 share one limit", async () => {
  const allowed = []
  for (let host = 1; host <= 11; host++)
    allowed.push(await allowSignInAttempt(`2001:db8:1:1::${host}`, `${host}@example.com`))

  expect(allowed).toEqual([...Array(10).fill(true), false])
  expect(await allowSignInAttempt("2001:db8:1:1:ffff::", "12@example.com")).toBe(false)
  expect(await allowSignInAttempt("2001:db8:1:2::1", "12@example.com")).toBe(true)
})

test("an IPv4-mapped IPv6 address shares the limit of its IPv4 address", async () => {
  const allowed = []
  for (let count = 0; count < 10; count++)
    allowed.push(await allowSignInAttempt("203.0.113.60", `${count}@example.com`))

  expect(await allowSignInAttempt("::ffff:203.0.113.60", "10@example.com")).toBe(false)
  expect(await allowSignInAttempt("::ffff:203.0.113.61", "10@example.com")).toBe(true)
  expect(allowed).not.toContain(false)
})

test("one account allows thirty attempts in three minutes, from any number of addresses", async () => {
  const allowed = []
  for (let host = 0; host < 31; host++)
    allowed.push(await allowSignInAttempt(`198.51.100.${host}`, "target@example.com"))

  expect(allowed).toEqual([...Array(30).fill(true), false])
})
