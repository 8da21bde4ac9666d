import { formatBytes } from "../../platform/files/file"
import { IconLink } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"
import type { AttachmentView } from "./attachment-view"
import { ShareButton } from "./share-button"

type Props = { attachment: AttachmentView }

/** A transparent pixel, the placeholder until the thumbnail exists. */
const NOTHING_YET = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

/** A message's file as a picture, a player or a tile. Its size is fixed, so the layout never shifts. */
export function MessageAttachment({ attachment }: Props) {
  const { look } = attachment
  switch (look.kind) {
    case "image":
      return <Picture attachment={attachment} {...look} />
    case "page":
      return <FirstPage attachment={attachment} {...look} />
    case "video":
      return <Film attachment={attachment} {...look} />
    case "audio":
      return <Sound attachment={attachment} {...look} />
    case "file":
      return <FileTile attachment={attachment} />
  }
}

type Box = { box: { width: number; height: number } }

type ThumbnailProps = Props & Box & { source: string | null }

function Picture({ attachment, ...thumbnail }: ThumbnailProps) {
  const { filename, path, download } = attachment
  return (
    <div class="message__file message__file--image">
      <a
        href={path}
        class="message__attachment-link"
        title={filename}
        target="_blank"
        rel="noopener"
        data-lightbox-target="image"
        data-lightbox-url-value={download}
      >
        <Thumbnail alt={filename} {...thumbnail} />
      </a>
    </div>
  )
}

/** The first page of a document, which links to the document. */
function FirstPage({ attachment, ...thumbnail }: ThumbnailProps) {
  const { filename, path } = attachment
  return (
    <div class="message__file message__file--page">
      <a href={path} class="message__page-link" target="_blank" rel="noopener">
        <Thumbnail alt={`First page of ${filename}`} {...thumbnail} />
      </a>
      <FileTile attachment={attachment} />
    </div>
  )
}

function Thumbnail({ alt, box, source }: Omit<ThumbnailProps, "attachment"> & { alt: string }) {
  return (
    <img
      class="message__attachment"
      src={source ?? NOTHING_YET}
      alt={alt}
      width={box.width}
      height={box.height}
      loading="lazy"
      decoding="async"
      aria-busy={source === null ? "true" : undefined}
    />
  )
}

function Film({
  attachment: { filename },
  box,
  poster,
  source,
}: Props & Box & { poster: string | null; source: string }) {
  return (
    <div class="message__file message__file--video">
      <video
        class="message__attachment"
        src={source}
        poster={poster ?? undefined}
        width={box.width}
        height={box.height}
        controls
        playsinline
        preload="none"
        aria-label={filename}
      />
    </div>
  )
}

function Sound({ attachment, source }: Props & { source: string }) {
  return (
    <div class="message__file message__file--audio">
      <audio
        class="message__attachment"
        src={source}
        controls
        preload="none"
        aria-label={attachment.filename}
      />
      <FileTile attachment={attachment} />
    </div>
  )
}

/** The file's name and size, with links to download and share it. */
function FileTile({ attachment }: Props) {
  const { filename, byte_size, download } = attachment
  return (
    <div class="message__file message__file--tile">
      <span class="message__file-icon">
        <Icon name="file" />
      </span>
      <span class="message__file-text">
        <span class="message__file-name" dir="auto">
          {filename}
        </span>
        <span class="message__file-size">{byte_size === 0 ? "Empty" : formatBytes(byte_size)}</span>
      </span>
      <IconLink
        icon="download"
        label={`Download ${filename}`}
        href={download}
        download={filename}
      />
      <ShareButton class="btn btn--icon" title={`Share ${filename}`} attachment={attachment}>
        <Icon name="share" />
        <span class="for-screen-reader">Share {filename}</span>
      </ShareButton>
    </div>
  )
}
