/** What the team changed of how Hearth's pages look. */
export type Appearance = {
  /** When the account was last changed, in microseconds; it tells versions of what follows apart. */
  updated_at: number
  /** The blob of their logo. */
  logo_id: number | null
  /** Whether they have styles of their own. */
  styled: boolean
}

let current: Appearance = { updated_at: 0, logo_id: null, styled: false }

/**
 * Every page needs this for its head, error pages too, so it is not handed from one to the next:
 * whoever reads the account leaves here what they saw, and the latest is what counts.
 */
export function configureAppearance(seen: Appearance) {
  if (seen.updated_at >= current.updated_at) current = seen
}

/** The address of the team's own logo, or null while they have Hearth's. */
export const logoPath = (size?: "small") =>
  current.logo_id === null
    ? null
    : `/account/logo?${size ? "size=small&" : ""}v=${current.updated_at}`

/** The address of the team's own styles, or null without any. */
export const stylesPath = () =>
  current.styled ? `/account/styles.css?v=${current.updated_at}` : null
