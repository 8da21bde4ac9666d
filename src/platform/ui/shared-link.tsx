import type { Child } from "hono/jsx"
import { IconButton, IconLink } from "./button"
import { qrPath } from "./qr"
import { Translate } from "./translate"
import type { Translated } from "./translations"

type SharedLinkProps = {
  /** The DOM id of the field that shows it. */
  id: string
  url: string
  label: string
  /** The label in other languages; with them it is shown, and without it is only heard. */
  translate?: Translated
  /** What its buttons call it, such as "join link". */
  name: string
  share: { title: string; text: string }
  /** What its picture is called, when not after the link. */
  code?: string
  /** Whoever has it gets in, so no copy of its QR code may be kept. */
  secret?: boolean
  /** Further buttons. */
  children?: Child
}

/** A link to hand on: to read, to scan, to copy or to share. */
export function SharedLink(props: SharedLinkProps) {
  const { id, url, label, translate, name, share, secret, children } = props
  const showCode = `Show ${props.code ?? `${name} QR code`}`
  return (
    <div class="shared-link">
      <div class={translate ? "field__label" : "for-screen-reader"}>
        <label for={id}>{label}</label>
        {translate && <Translate text={translate} />}
      </div>
      <input id={id} class="input" type="text" readonly value={url} />
      <div class="shared-link__actions">
        <IconLink
          icon="qrCode"
          label={showCode}
          href={qrPath(url, { secret })}
          data-turbo="false"
          data-lightbox-target="image"
        />
        <IconButton
          icon="copy"
          label={`Copy ${name}`}
          type="button"
          data-controller="copy-to-clipboard"
          data-copy-to-clipboard-content-value={url}
          data-copy-to-clipboard-success-class="btn--success"
          data-action="copy-to-clipboard#copy"
        />
        <IconButton
          icon="share"
          label={`Share ${name}`}
          type="button"
          hidden
          data-controller="web-share"
          data-web-share-title-value={share.title}
          data-web-share-text-value={share.text}
          data-web-share-url-value={url}
          data-action="web-share#share"
        />
        {children}
      </div>
    </div>
  )
}
