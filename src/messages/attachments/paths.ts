import { sign, verify } from "../../platform/http/signed"

const PURPOSE = "blob"

/** The signed id of a file in paths. It never changes, and only the server can make one. */
export const signedId = (blob: { key: string }) => sign(PURPOSE, blob.key)

/** @returns the file's key, or null when the signature is wrong */
export const keyIn = (signed_id: string) => verify(PURPOSE, signed_id)

type Named = { key: string; filename: string }

export const filePath = (blob: Named) =>
  `/rails/active_storage/blobs/redirect/${signedId(blob)}/${encodeURIComponent(blob.filename)}`

export const downloadPath = (blob: Named) => `${filePath(blob)}?disposition=attachment`

/** @param preview the thumbnail that pages show for the file */
export function previewPath(blob: Named, preview: { key: string }) {
  const name = encodeURIComponent(`${blob.filename.replace(/\.[^.]*$/, "")}.webp`)
  return `/rails/active_storage/representations/redirect/${signedId(blob)}/${preview.key.slice(0, 8)}/${name}`
}
