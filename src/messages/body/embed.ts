import { sign, verify } from "../../platform/http/signed"
import type { Attributes } from "./html/tree"

/** The type of the element that stands for the preview of a linked page. */
export const EMBED_TYPE = "application/vnd.actiontext.opengraph-embed"

/** A linked page in short, as its author or an unfurl has described it. */
export type Embed = {
  href: string
  /** At most 280 characters. */
  title: string
  /** At most 560 characters. */
  description: string
  image: string | null
}

const MOST_TITLE = 280
const MOST_DESCRIPTION = 560

/** @returns null when this is no embed, or its link is not a web address */
export function embedIn(attributes: Attributes): Embed | null {
  if (attributes["content-type"] !== EMBED_TYPE) return null
  const address = webAddress(attributes.href)
  if (address === null) return null
  return {
    href: address,
    title: shortened(attributes.filename?.trim() || address, MOST_TITLE),
    description: shortened(attributes.caption?.trim() ?? "", MOST_DESCRIPTION),
    image: webAddress(attributes.url),
  }
}

/** Whether both lead to the same page. Posts on X and Twitter are the same, with any query. */
export function leadsTo(text: string, href: string) {
  const [one, other] = [placeOf(text), placeOf(href)]
  return one !== null && one === other
}

/** Whether the picture shows the author of a post, not its subject. */
export function isTweetAvatar(image: string) {
  const { host, protocol, pathname } = new URL(image)
  return (
    host === "pbs.twimg.com" && protocol === "https:" && pathname.startsWith("/profile_images/")
  )
}

const TWEET_HOSTS = ["x.com", "www.x.com", "twitter.com", "www.twitter.com"]

function placeOf(address: string) {
  const url = URL.parse(address)
  if (!url) return null
  return TWEET_HOSTS.includes(url.host) ? `https://x.com${url.pathname}` : url.href
}

function webAddress(address: string | undefined) {
  const url = address === undefined ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}

function shortened(text: string, most: number) {
  if (text.length <= most) return text
  return `${[...text.slice(0, most)].slice(0, -1).join("")}…`
}

const UNFURLED_IMAGES = "/unfurled_images/"

/**
 * The path of a picture from elsewhere. Hearth fetches it, so that its host doesn't learn who reads;
 * the signature proves that Hearth wrote the address.
 */
export const unfurledImagePath = (url: string) => UNFURLED_IMAGES + sign("unfurled-image", url)

/** The address of a picture that a card shows by `unfurledImagePath`, or `src` itself. */
export function originalImage(src: string) {
  const pathname = URL.parse(src, "https://hearth.invalid")?.pathname
  if (!pathname?.startsWith(UNFURLED_IMAGES)) return src
  return verify("unfurled-image", pathname.slice(UNFURLED_IMAGES.length)) ?? ""
}
