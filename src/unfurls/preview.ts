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

/** The link itself, and where its redirects lead. */
type Page = { link: URL; url: URL }

/** @returns null when the page can't be read or has no title */
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
    const metas = metasIn(textOf(page.body, type))
    return await composePreview(metas, { link: url, url: page.url }, network, signal)
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}

async function composePreview(metas: Metas, page: Page, network: Network, signal: AbortSignal) {
  const title = plainText(metas.title ?? metas.heading ?? "", MAX_TITLE)
  if (!title) return null
  const base = URL.parse(metas.base ?? "", page.url) ?? page.url
  return {
    title,
    description: plainText(metas.description ?? metas.summary ?? "", MAX_DESCRIPTION),
    url: (await publicUrl(metas.url, base, network)) ?? page.link.href,
    image: await pictureUrl(metas.image, base, network, signal),
  }
}

// X sends no metadata without a session, so posts are read from a mirror.
const sourceOf = (url: URL, { tweets }: Network) =>
  isTweet(url) ? new URL(url.pathname + url.search, tweets) : url

const TWEET_HOSTS = new Set(["x.com", "www.x.com", "twitter.com", "www.twitter.com"])

const isTweet = ({ host, pathname }: URL) => TWEET_HOSTS.has(host) && pathname !== "/"

async function publicUrl(link: string | undefined, base: URL, network: Network) {
  const url = webAddress(link, base)
  if (!url) return null
  try {
    await pinnedAddress(url, network)
    return url.href
  } catch {
    return null
  }
}

async function pictureUrl(
  link: string | undefined,
  base: URL,
  network: Network,
  signal: AbortSignal,
) {
  const url = webAddress(link, base)
  if (!url) return null
  // Some servers refuse HEAD requests.
  for (const method of ["HEAD", "GET"] as const)
    if (await isPicture(url, method, network, signal)) return url.href
  return null
}

async function isPicture(url: URL, method: "HEAD" | "GET", network: Network, signal: AbortSignal) {
  try {
    await fetchPublic(url, network, {
      method,
      headersOnly: true,
      maxBytes: Number.POSITIVE_INFINITY,
      accepts: (type) => PICTURES.has(type),
      signal,
    })
    return true
  } catch {
    return false
  }
}

/** @returns null when `link`, which may be relative to `base`, is no address on the web */
function webAddress(link = "", base?: URL) {
  const url = link ? URL.parse(link, base) : null
  const isPublicSite = url && /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isPublicSite ? url : null
}
