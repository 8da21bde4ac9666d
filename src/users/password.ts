// The parameters that OWASP's password storage sheet gives first for argon2id.
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19456, timeCost: 2 } as const

let nobodys: Promise<string> | undefined

export const hashPassword = (password: string) => Bun.password.hash(password, ARGON2ID)

/** Takes as long for a digest that isn't there, so that time does not tell who has an account. */
export async function passwordMatches(password: string, digest: string | null | undefined) {
  if (digest) return Bun.password.verify(password, digest)
  nobodys ??= hashPassword(crypto.randomUUID())
  await Bun.password.verify(password, await nobodys)
  return false
}
