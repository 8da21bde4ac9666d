import type { Reader } from "../../platform/database/database"
import {
  decodesPictures,
  displaySize,
  isPreviewable,
  needsTool,
  type StoredBlob,
} from "../../platform/files/file"
import { downloadPath, filePath, previewPath } from "./paths"

/** What a message renders of its file. */
export type AttachmentView = {
  filename: string
  byte_size: number
  /** The paths that show the file and download it. */
  path: string
  download: string
  look: Look
}

type Box = { width: number; height: number }

type Look =
  /** @param source null until the thumbnail exists */
  | { kind: "image"; box: Box; source: string | null }
  /** The first page of a document. */
  | { kind: "page"; box: Box; source: string | null }
  | { kind: "video"; box: Box; poster: string | null; source: string }
  | { kind: "audio"; source: string }
  /** @param problem why a picture is not shown; null for other files */
  | { kind: "file"; problem: string | null }

type Preview = Pick<StoredBlob, "key">

/** All videos have this height, so the layout doesn't shift when their width is known. */
const FILM: Box = { width: 600, height: 338 }

/** Pictures up to this size are shown in full until their thumbnail exists. */
const SMALL_BYTES = 128 * 1024
/** Animated pictures, and formats that only browsers decode, are shown without a thumbnail. */
const ORIGINAL_BYTES = 16 * 1024 * 1024

/** The types that browsers show without conversion. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"])
const FILMS = new Set(["video/mp4", "video/webm", "video/ogg", "video/quicktime"])

/** Loads the files of messages in one query. Keys are attachment ids. */
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
  if (!size || picture === undefined || picture === null)
    return { kind: "file", problem: pictureProblem(blob) }
  const kind = content_type === "application/pdf" ? "page" : "image"
  return { kind, box: pictureBox(size), source: picture.source }
}

function pictureProblem(blob: StoredBlob) {
  const { content_type, analyzed_at } = blob
  if (!content_type.startsWith("image/") || (analyzed_at === null && needsTool(blob))) return null
  if (content_type === "image/svg+xml")
    return "SVG pictures are not shown: they can contain scripts."
  return decodesPictures(content_type) || PICTURES.has(content_type)
    ? "This picture is damaged, or too large to show."
    : "This server can’t show pictures of this format."
}

/** Analyzed, but without a thumbnail. */
const isBroken = ({ analyzed_at, width }: StoredBlob) => analyzed_at !== null && width === null

/** @returns null when the file has no thumbnail; a source of null until the thumbnail exists */
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
