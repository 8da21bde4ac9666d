import { sign, verify } from "../../platform/http/signed"

const PURPOSE = "blob"

/** The name by which a file is known outside: for ever the same, and only we could have written it. */
export const signedId = (blob: { key: string }) => sign(PURPOSE, blob.key)

/** @returns the key of the file that was meant, or null */
export const keyIn = (signed_id: string) => verify(PURPOSE, signed_id)

type Named = { key: string; filename: string }

export const filePath = (blob: Named) =>
  `/rails/active_storage/blobs/redirect/${signedId(blob)}/${encodeURIComponent(blob.filename)}`

export const downloadPath = (blob: Named) => `${filePath(blob)}?disposition=attachment`

/** @param preview what stands for the file on pages */
export function previewPath(blob: Named, preview: { key: string }) {
  const name = encodeURIComponent(`${blob.filename.replace(/\.[^.]*$/, "")}.webp`)
  return `/rails/active_storage/representations/redirect/${signedId(blob)}/${preview.key.slice(0, 8)}/${name}`
}
