import type { Attributes } from "sanitize-html"

/** What a link that leads away from Hearth carries besides its address. */
export const AWAY = { target: "_blank", rel: "noopener noreferrer nofollow" }

/**
 * The attributes of a link, `target` and `rel` set by where it leads, whatever the author
 * wrote. Links within Hearth leave the frame that a message stands in; an address that is
 * plainly neither goes.
 */
export function linkAttributes({ target: _, rel: __, href, ...own }: Attributes): Attributes {
  const address = asBrowsersRead(href ?? "")
  if (leadsAway(address)) return { href: address, ...own, ...AWAY }
  if (isRelative(address)) return { href: address, ...own, target: "_top" }
  return own
}

// They overlook these wherever they stand: with a tab between, two slashes are still two slashes.
const asBrowsersRead = (href: string) => href.replace(/[\t\n\r]/g, "").trim()

const leadsAway = (href: string) => /^(?:https?|mailto):/i.test(href) && URL.canParse(href)

const isRelative = (href: string) => href !== "" && !/^[^/?#]*:|^[/\\]{2}/.test(href)
