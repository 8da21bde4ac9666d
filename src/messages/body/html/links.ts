import type { Attributes } from "sanitize-html"

/** The attributes of a link that leaves Hearth. */
export const AWAY = { target: "_blank", rel: "noopener noreferrer nofollow" }

/**
 * The attributes of a link. Its address decides `target` and `rel`, whatever the author wrote. Links
 * within Hearth leave the message's frame; an address that is neither web, mail nor relative is
 * removed.
 */
export function linkAttributes({ target: _, rel: __, href, ...own }: Attributes): Attributes {
  const address = asBrowsersRead(href ?? "")
  if (leadsAway(address)) return { href: address, ...own, ...AWAY }
  if (isRelative(address)) return { href: address, ...own, target: "_top" }
  return own
}

// Browsers ignore these anywhere: with a tab between, two slashes are still two slashes.
const asBrowsersRead = (href: string) => href.replace(/[\t\n\r]/g, "").trim()

const leadsAway = (href: string) => /^(?:https?|mailto):/i.test(href) && URL.canParse(href)

const isRelative = (href: string) => href !== "" && !/^[^/?#]*:|^[/\\]{2}/.test(href)
