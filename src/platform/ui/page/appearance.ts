/** The account's customization of pages. */
export type Appearance = {
  /** `accounts.updated_at`: the version of the logo and the styles. */
  updated_at: number
  /** The blob of the logo. */
  logo_id: number | null
  /** Whether the account has custom styles. */
  styled: boolean
}

let current: Appearance = { updated_at: 0, logo_id: null, styled: false }

/**
 * Every page needs the appearance in its head, also error pages, so it is module state: each read
 * of the account sets it, and the latest version wins.
 */
export function configureAppearance(seen: Appearance) {
  if (seen.updated_at >= current.updated_at) current = seen
}

/** The path of the account's logo, or null for the default one. */
export const logoPath = (size?: "small") =>
  current.logo_id === null
    ? null
    : `/account/logo?${size ? "size=small&" : ""}v=${current.updated_at}`

/** The path of the account's custom styles, or null without any. */
export const stylesPath = () =>
  current.styled ? `/account/styles.css?v=${current.updated_at}` : null
