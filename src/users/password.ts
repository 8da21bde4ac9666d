// OWASP Password Storage Cheat Sheet, first choice for argon2id.
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19456, timeCost: 2 } as const

let dummyDigest: Promise<string> | undefined

export const hashPassword = (password: string) => Bun.password.hash(password, ARGON2ID)

/**
 * Verifies against a dummy digest when there is none, so the time does not reveal who has an
 * account.
 */
export async function passwordMatches(password: string, digest: string | null | undefined) {
  if (digest) return Bun.password.verify(password, digest)
  dummyDigest ??= hashPassword(crypto.randomUUID())
  await Bun.password.verify(password, await dummyDigest)
  return false
}
