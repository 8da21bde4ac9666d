import { assetPath, serveAsset } from "../platform/assets/assets"
import { ByteCache } from "../platform/cache/byte-cache"
import { readBlob, shrink } from "../platform/files/file"
import type { Account } from "./table"

export type LogoSize = 192 | 512

const LARGE = 512
const MEGABYTE = 1024 * 1024
const drawn = new ByteCache<Uint8Array>(MEGABYTE)

/** The team's logo as a PNG that fits into a square of `size`, or Hearth's own. */
export async function renderLogo(account: Pick<Account, "logo_id"> | undefined, size: LogoSize) {
  const id = account?.logo_id ?? null
  return (id !== null && (await drawOwn(id, size))) || drawStock(size)
}

async function drawOwn(id: number, size: LogoSize) {
  const key = `${id} ${size}`
  const known = drawn.get(key)
  if (known) return known
  const stored = await readBlob(id)
  if (!stored) return null
  // It was made to fit the large square when it came: only the small one is drawn from it.
  const bytes =
    size === LARGE ? await stored.bytes() : await shrink(await stored.bytes(), size, "png")
  drawn.set(key, bytes, bytes.length)
  return bytes
}

async function drawStock(size: LogoSize) {
  const url = new URL(assetPath(`icon-${size}.png`), "http://assets")
  const asset = serveAsset(new Request(url))
  if (!asset) throw new Error(`There is no icon of ${size} pixels`)
  return asset.bytes()
}
