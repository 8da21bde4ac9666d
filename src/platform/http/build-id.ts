import { hmac } from "./signed"

type Release = { version: string; revision: string | null }

const UNKNOWN = "0"

let current: Release = { version: UNKNOWN, revision: null }
let buildId: string = crypto.randomUUID()

/** The version and revision that are shown to people and sent in headers. */
export const release = () => current

/**
 * Part of every ETag: it changes with the code and with the secret that signs links in pages.
 * Without a configured version it changes at every start.
 */
export const currentBuildId = () => buildId

export function configureBuildId(release: Release) {
  current = release
  const { version, revision } = release
  buildId = hmac("edition", version === UNKNOWN ? crypto.randomUUID() : `${version} ${revision}`)
}
