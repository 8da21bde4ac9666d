import { fileTypeFromBuffer } from "file-type"
import { Budgeted } from "../web/budgeted"
import { fetchOutside } from "./fetching"
import { type Network, Unreachable } from "./network"

const MEGABYTE = 1024 * 1024
const MOST_IMAGE = 5 * MEGABYTE

/** By their bytes: a drawing that can hold scripts is none of them. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"])

export type LinkedImage = { type: string; bytes: Uint8Array<ArrayBuffer> }

const images = new Budgeted<LinkedImage>(12 * MEGABYTE)
const underway = new Map<string, Promise<LinkedImage | null>>()

/** A picture that lies elsewhere, or null when there is none that can be shown. */
export async function linkedImage(link: string, network: Network): Promise<LinkedImage | null> {
  const known = images.get(link) ?? underway.get(link)
  if (known) return known
  const fetching = fetchImage(link, network)
  underway.set(link, fetching)
  try {
    const image = await fetching
    if (image) images.set(link, image, image.bytes.length)
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
