import type { AttachmentAttributes } from "./present"

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

/** @returns null for what is no embed, or leads nowhere that a link may lead */
export function embedIn(attributes: AttachmentAttributes): Embed | null {
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

/** Whether both lead to the same place; posts on X are the same on Twitter, whatever led there. */
export function leadsTo(text: string, href: string) {
  const [one, other] = [placeOf(text), placeOf(href)]
  return one !== null && one === other
}

/** Whether the picture shows who wrote a post, and not what the post is about. */
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
