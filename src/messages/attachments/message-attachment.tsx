import type { Child } from "hono/jsx"
import { formatBytes } from "../../platform/files/file"
import { IconButton, IconLink } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"
import type { AttachmentView } from "./attachment-view"

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
      return <FileTile attachment={attachment} problem={look.problem} />
  }
}

type FileProps = Props & { kind: AttachmentView["look"]["kind"] | "tile"; children: Child }

/** The element around a file, from which the message's menu takes what it downloads and shares. */
function File({ attachment: { filename, path, download }, kind, children }: FileProps) {
  return (
    <div
      class={`message__file message__file--${kind}`}
      data-file={path}
      data-filename={filename}
      data-download={download}
    >
      {children}
    </div>
  )
}

type Box = { box: { width: number; height: number } }

type ThumbnailProps = Props & Box & { source: string | null }

function Picture({ attachment, ...thumbnail }: ThumbnailProps) {
  const { filename, path, download } = attachment
  return (
    <File kind="image" attachment={attachment}>
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
    </File>
  )
}

/** The first page of a document, which links to the document. */
function FirstPage({ attachment, ...thumbnail }: ThumbnailProps) {
  const { filename, path } = attachment
  return (
    <File kind="page" attachment={attachment}>
      <a href={path} class="message__page-link" target="_blank" rel="noopener">
        <Thumbnail alt={`First page of ${filename}`} {...thumbnail} />
      </a>
      <FileTile attachment={attachment} />
    </File>
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

type FilmProps = Props & Box & { poster: string | null; source: string }

function Film({ attachment, box, poster, source }: FilmProps) {
  return (
    <File kind="video" attachment={attachment}>
      <video
        class="message__attachment"
        src={source}
        poster={poster ?? undefined}
        width={box.width}
        height={box.height}
        controls
        playsinline
        preload="none"
        aria-label={attachment.filename}
      />
    </File>
  )
}

function Sound({ attachment, source }: Props & { source: string }) {
  return (
    <File kind="audio" attachment={attachment}>
      <audio
        class="message__attachment"
        src={source}
        controls
        preload="none"
        aria-label={attachment.filename}
      />
      <FileTile attachment={attachment} />
    </File>
  )
}

/** The file's name and size, with links to download and share it. */
function FileTile({ attachment, problem }: Props & { problem?: string | null }) {
  const { filename, byte_size, download } = attachment
  return (
    <File kind="tile" attachment={attachment}>
      <span class="message__file-icon">
        <Icon name="file" />
      </span>
      <span class="message__file-text">
        <span class="message__file-name" dir="auto">
          {filename}
        </span>
        <span class="message__file-size">{byte_size === 0 ? "Empty" : formatBytes(byte_size)}</span>
        {problem && <span class="message__file-problem">{problem}</span>}
      </span>
      <IconLink
        icon="download"
        label={`Download ${filename}`}
        href={download}
        download={filename}
      />
      <ShareButton attachment={attachment} />
    </File>
  )
}

/** Shares the file with the device's other apps; the browser shows the button where it supports that. */
function ShareButton({ attachment: { filename, path } }: Props) {
  return (
    <IconButton
      type="button"
      icon="share"
      label={`Share ${filename}`}
      hidden
      data-controller="web-share"
      data-web-share-title-value={filename}
      data-web-share-files-value={path}
      data-action="web-share#share"
    />
  )
}
