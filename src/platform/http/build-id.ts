import { hmac } from "./signed"

type Release = { version: string; revision: string | null }

const UNKNOWN = "0"

let current: Release = { version: UNKNOWN, revision: null }
let edition: string = crypto.randomUUID()

/** Which Hearth this is, as people and scripts are told. */
export const release = () => current

/**
 * What else than rows decides how pages look: the code that draws them, and the secret by which
 * what they carry is signed. Where nobody said which version this is, each start may be another.
 */
export const currentBuildId = () => edition

export function configureBuildId(release: Release) {
  current = release
  const { version, revision } = release
  edition = hmac("edition", version === UNKNOWN ? crypto.randomUUID() : `${version} ${revision}`)
}
