import { assetPath, serveAsset } from "../platform/assets/assets"
import { cache } from "../platform/cache/cache"
import { readBlob, shrink } from "../platform/files/file"
import type { Account } from "./table"

export type LogoSize = 192 | 512

const LARGE = 512
const MEGABYTE = 1024 * 1024
const logos = cache<Uint8Array>("logos", { budget: MEGABYTE, size: ({ length }) => length })

/** The account's logo as a PNG of at most `size` pixels square, or Hearth's default. */
export async function renderLogo(account: Pick<Account, "logo_id"> | undefined, size: LogoSize) {
  const id = account?.logo_id ?? null
  return (id !== null && (await accountLogo(id, size))) || defaultLogo(size)
}

async function accountLogo(id: number, size: LogoSize) {
  const key = `${id} ${size}`
  const cached = logos.peek(key)
  if (cached) return cached
  const stored = await readBlob(id)
  if (!stored) return null
  // The upload was scaled to the large size, so only the small one is computed.
  const bytes =
    size === LARGE ? await stored.bytes() : await shrink(await stored.bytes(), size, "png")
  logos.set(key, bytes)
  return bytes
}

async function defaultLogo(size: LogoSize) {
  const url = new URL(assetPath(`icon-${size}.png`), "http://assets")
  const asset = serveAsset(new Request(url))
  if (!asset) throw new Error(`There is no icon of ${size} pixels`)
  return asset.bytes()
}
