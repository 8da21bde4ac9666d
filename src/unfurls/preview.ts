import { deadline, fetchPublic } from "./fetching"
import { type Metas, metasIn, plainText, textOf } from "./metas"
import { type Network, pinnedAddress, Unreachable } from "./network"

export type Preview = { title: string; url: string; image: string | null; description: string }

const MAX_PAGE_BYTES = 5 * 1024 * 1024
const MAX_TITLE = 280
const MAX_DESCRIPTION = 560

const NOT_A_PAGE =
  /\.(?:zip|tar|gz|bz2|xz|rar|7z|dmg|exe|msi|pkg|deb|iso|jpe?g|png|gif|bmp|mp4|mov|avi|mkv|wmv|flv|hei[cf]|mp3|wav|ogg|aac|wma|webm|ogv|mpe?g)$/i

const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"])

/** @returns null when the page can't be read or has no title and description */
export async function previewOf(link: string, network: Network): Promise<Preview | null> {
  const url = webAddress(link)
  if (!url || NOT_A_PAGE.test(url.pathname)) return null
  const signal = deadline()
  try {
    const page = await fetchPublic(sourceOf(url, network), network, {
      maxBytes: MAX_PAGE_BYTES,
      accepts: (type) => type === "text/html",
      signal,
    })
    const type = isTweet(url) ? "text/html; charset=utf-8" : page.type
    return await composePreview(metasIn(textOf(page.body, type)), url, network, signal)
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}

async function composePreview(metas: Metas, url: URL, network: Network, signal: AbortSignal) {
  const title = plainText(metas.title ?? "", MAX_TITLE)
  const description = plainText(metas.description ?? "", MAX_DESCRIPTION)
  if (!title || !description) return null
  return {
    title,
    description,
    url: (await publicUrl(metas.url, network)) ?? url.href,
    image: await pictureUrl(metas.image, network, signal),
  }
}

// X sends no metadata without a session, so posts are read from a mirror.
const sourceOf = (url: URL, { tweets }: Network) =>
  isTweet(url) ? new URL(url.pathname + url.search, tweets) : url

const TWEET_HOSTS = new Set(["x.com", "www.x.com", "twitter.com", "www.twitter.com"])

const isTweet = ({ host, pathname }: URL) => TWEET_HOSTS.has(host) && pathname !== "/"

async function publicUrl(link: string | undefined, network: Network) {
  const url = webAddress(link)
  if (!url) return null
  try {
    await pinnedAddress(url, network)
    return url.href
  } catch {
    return null
  }
}

async function pictureUrl(link: string | undefined, network: Network, signal: AbortSignal) {
  const url = webAddress(link)
  if (!url) return null
  try {
    const accepts = (type: string) => PICTURES.has(type)
    await fetchPublic(url, network, {
      method: "HEAD",
      maxBytes: Number.POSITIVE_INFINITY,
      accepts,
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
