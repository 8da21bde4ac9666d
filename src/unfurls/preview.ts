import { deadline, fetchOutside } from "./fetching"
import { type Metas, metasIn, plainWords, textOf } from "./metas"
import { type Network, pinnedAddress, Unreachable } from "./network"

/** A linked page in short. */
export type Preview = { title: string; url: string; image: string | null; description: string }

const MOST_PAGE = 5 * 1024 * 1024
const MOST_TITLE = 280
const MOST_DESCRIPTION = 560

const NO_PAGE =
  /\.(?:zip|tar|gz|bz2|xz|rar|7z|dmg|exe|msi|pkg|deb|iso|jpe?g|png|gif|bmp|mp4|mov|avi|mkv|wmv|flv|hei[cf]|mp3|wav|ogg|aac|wma|webm|ogv|mpe?g)$/i

const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"])

/** @returns null when there is nothing to show, whatever the reason */
export async function previewOf(link: string, network: Network): Promise<Preview | null> {
  const url = webAddress(link)
  if (!url || NO_PAGE.test(url.pathname)) return null
  const signal = deadline()
  try {
    const page = await fetchOutside(readAt(url, network), network, {
      most: MOST_PAGE,
      wants: (type) => type === "text/html",
      signal,
    })
    const type = isTweet(url) ? "text/html; charset=utf-8" : page.type
    return await composed(metasIn(textOf(page.body, type)), url, network, signal)
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}

async function composed(metas: Metas, url: URL, network: Network, signal: AbortSignal) {
  const title = plainWords(metas.title ?? "", MOST_TITLE)
  const description = plainWords(metas.description ?? "", MOST_DESCRIPTION)
  if (!title || !description) return null
  return {
    title,
    description,
    url: (await publicAddress(metas.url, network)) ?? url.href,
    image: await picture(metas.image, network, signal),
  }
}

// A post on X tells nothing to those who are not signed in; others tell it for it.
const readAt = (url: URL, { tweets }: Network) =>
  isTweet(url) ? new URL(url.pathname + url.search, tweets) : url

const TWEET_HOSTS = new Set(["x.com", "www.x.com", "twitter.com", "www.twitter.com"])

const isTweet = ({ host, pathname }: URL) => TWEET_HOSTS.has(host) && pathname !== "/"

async function publicAddress(link: string | undefined, network: Network) {
  const url = webAddress(link)
  if (!url) return null
  try {
    await pinnedAddress(url, network)
    return url.href
  } catch {
    return null
  }
}

async function picture(link: string | undefined, network: Network, signal: AbortSignal) {
  const url = webAddress(link)
  if (!url) return null
  try {
    const wants = (type: string) => PICTURES.has(type)
    await fetchOutside(url, network, {
      method: "HEAD",
      most: Number.POSITIVE_INFINITY,
      wants,
      signal,
    })
    return url.href
  } catch {
    return null
  }
}

function webAddress(link = "") {
  const url = URL.parse(link)
  const isPublicSite = url && /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isPublicSite ? url : null
}
