import type { Reader } from "../../platform/database/database"
import { displaySize, isPreviewable, type StoredBlob } from "../../platform/files/file"
import { downloadPath, filePath, previewPath } from "./paths"

/** All that is drawn of a message's file. */
export type AttachmentView = {
  filename: string
  byte_size: number
  /** Where it is seen, and where it is saved. */
  path: string
  download: string
  look: Look
}

type Box = { width: number; height: number }

type Look =
  /** @param source null while the small picture is being made */
  | { kind: "image"; box: Box; source: string | null }
  /** The first page of a document. */
  | { kind: "page"; box: Box; source: string | null }
  | { kind: "video"; box: Box; poster: string | null; source: string }
  | { kind: "audio"; source: string }
  | { kind: "file" }

type Preview = Pick<StoredBlob, "key">

/** Films are all as high, so that nothing moves when it is known how wide they are. */
const FILM: Box = { width: 600, height: 338 }

/** Pictures up to this are shown as they are until their small one is made, which is soon. */
const SMALL_BYTES = 128 * 1024
/** Pictures that move, and those that only browsers can read, are shown as they are. */
const ORIGINAL_BYTES = 16 * 1024 * 1024

/** What browsers show of what they are sent. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"])
const FILMS = new Set(["video/mp4", "video/webm", "video/ogg", "video/quicktime"])

/** The files of messages by their ids, asked once for all of them. */
export async function loadAttachmentViews(
  db: Reader,
  ids: number[],
): Promise<Map<number, AttachmentView>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom("blobs")
    .leftJoin("blobs as previews", "previews.id", "blobs.preview_id")
    .selectAll("blobs")
    .select("previews.key as preview_key")
    .where("blobs.id", "in", ids)
    .execute()
  return new Map(
    rows.map(({ preview_key, ...blob }) => [
      blob.id,
      attachmentView(blob, preview_key === null ? null : { key: preview_key }),
    ]),
  )
}

export function attachmentView(blob: StoredBlob, preview: Preview | null): AttachmentView {
  return {
    filename: blob.filename,
    byte_size: blob.byte_size,
    path: filePath(blob),
    download: downloadPath(blob),
    look: lookOf(blob, preview),
  }
}

function lookOf(blob: StoredBlob, preview: Preview | null): Look {
  const { content_type, width, height } = blob
  const source = filePath(blob)
  const size = width !== null && height !== null ? { width, height } : null
  if (FILMS.has(content_type) && !isBroken(blob))
    return {
      kind: "video",
      box: size ? filmBox(size) : FILM,
      poster: preview && previewPath(blob, preview),
      source,
    }
  if (content_type.startsWith("audio/")) return { kind: "audio", source }
  const picture = size && pictureSource(blob, preview)
  if (!size || picture === undefined || picture === null) return { kind: "file" }
  const kind = content_type === "application/pdf" ? "page" : "image"
  return { kind, box: pictureBox(size), source: picture.source }
}

/** Looked at, and nothing was found that could be shown. */
const isBroken = ({ analyzed_at, width }: StoredBlob) => analyzed_at !== null && width === null

/** @returns null when nothing can stand for it; a source of null when that is still being made */
function pictureSource(blob: StoredBlob, preview: Preview | null) {
  if (preview) return { source: previewPath(blob, preview) }
  const asItIs = PICTURES.has(blob.content_type) ? filePath(blob) : null
  if (blob.analyzed_at === null && isPreviewable(blob))
    return { source: blob.byte_size <= SMALL_BYTES ? asItIs : null }
  return asItIs !== null && blob.byte_size <= ORIGINAL_BYTES ? { source: asItIs } : null
}

function pictureBox(size: Box): Box {
  const [width, height] = displaySize(size.width, size.height)
  return { width, height }
}

function filmBox({ width, height }: Box): Box {
  return {
    width: Math.max(160, Math.min(FILM.width, Math.round((FILM.height * width) / height))),
    height: FILM.height,
  }
}
