import { fileTypeFromBuffer } from "file-type"
import { ByteCache } from "../platform/cache/byte-cache"
import { gate } from "./concurrency"
import { fetchOutside } from "./fetching"
import { type Network, Unreachable } from "./network"

const MEGABYTE = 1024 * 1024
const MOST_IMAGE = 5 * MEGABYTE

/** By their bytes: a drawing that can hold scripts is none of them. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"])

export type LinkedImage = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** Whoever may post may name thousands of pictures, each as big as can be. */
const AT_ONCE = 8

/** A picture that isn't there may come later, and is not to be asked for by every reader. */
const MISSED_FOR = 5 * 60 * 1000

const images = new ByteCache<LinkedImage>(12 * MEGABYTE)
const missed = new ByteCache<number>(256 * 1024)
const oneOfFew = gate(AT_ONCE)
const underway = new Map<string, Promise<LinkedImage | null>>()

/** A picture that lies elsewhere, or null when there is none that can be shown. */
export async function linkedImage(link: string, network: Network): Promise<LinkedImage | null> {
  const known = images.get(link) ?? underway.get(link)
  if (known) return known
  if ((missed.get(link) ?? 0) > Date.now()) return null
  const fetching = oneOfFew(() => fetchImage(link, network))
  underway.set(link, fetching)
  try {
    const image = await fetching
    if (image) images.set(link, image, image.bytes.length + 2 * link.length)
    else missed.set(link, Date.now() + MISSED_FOR, 2 * link.length)
    return image
  } finally {
    underway.delete(link)
  }
}

async function fetchImage(link: string, network: Network) {
  const url = URL.parse(link)
  if (!url) return null
  try {
    const wants = (type: string) => type.startsWith("image/") || type === ""
    const { body: bytes } = await fetchOutside(url, network, { most: MOST_IMAGE, wants })
    const type = (await fileTypeFromBuffer(bytes))?.mime ?? ""
    return PICTURES.has(type) ? { type, bytes } : null
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}
