import { fileTypeFromBuffer } from "file-type"
import { cache } from "../platform/cache/cache"
import { limitConcurrency } from "./concurrency"
import { fetchPublic } from "./fetching"
import { type Network, Unreachable } from "./network"

const MEGABYTE = 1024 * 1024
const MAX_BYTES = 5 * MEGABYTE

// Detected from the bytes. SVG is not allowed: it can contain scripts.
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"])

export type LinkedImage = { type: string; bytes: Uint8Array<ArrayBuffer> }

// A message can link to many large pictures, so concurrent downloads are limited.
const MAX_CONCURRENT = 8

/** Milliseconds for which a failure is cached. */
const FAILURE_TTL = 5 * 60 * 1000

const images = cache<LinkedImage>("linked-images", {
  budget: 12 * MEGABYTE,
  size: ({ bytes }) => bytes.length,
})
/** Until when a picture is not fetched again, in milliseconds since the epoch. */
const failures = cache<number>("linked-image-failures", { budget: 256 * 1024, size: () => 8 })
const limited = limitConcurrency(MAX_CONCURRENT)
const inFlight = new Map<string, Promise<LinkedImage | null>>()

/** An external picture, cached, or null when it can't be shown. Single flight per link. */
export async function linkedImage(link: string, network: Network): Promise<LinkedImage | null> {
  const cached = images.peek(link) ?? inFlight.get(link)
  if (cached) return cached
  if ((failures.peek(link) ?? 0) > Date.now()) return null
  const fetching = limited(() => fetchImage(link, network))
  inFlight.set(link, fetching)
  try {
    const image = await fetching
    if (image) images.set(link, image)
    else failures.set(link, Date.now() + FAILURE_TTL)
    return image
  } finally {
    inFlight.delete(link)
  }
}

async function fetchImage(link: string, network: Network) {
  const url = URL.parse(link)
  if (!url) return null
  try {
    const accepts = (type: string) => type.startsWith("image/") || type === ""
    const { body: bytes } = await fetchPublic(url, network, { maxBytes: MAX_BYTES, accepts })
    const type = (await fileTypeFromBuffer(bytes))?.mime ?? ""
    return PICTURES.has(type) ? { type, bytes } : null
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}
