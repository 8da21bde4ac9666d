import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { GoBack } from "../../platform/ui/go-back"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import type { AttachmentView } from "../attachments/attachment-view"

type OptionsPageProps = {
  room: { id: number; display_name: string }
  viewer: Viewer
  /** The way back to the message. */
  permalink: string
  /** The message's HTML. */
  quote: string
  children: Child
}

/** A message and its menu as a page, for browsers without scripts. */
export function OptionsPage({ room, viewer, permalink, quote, children }: OptionsPageProps) {
  return (
    <Layout
      title={`Message options in ${room.display_name}`}
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={permalink} />
          <h1 class="nav__title">Message options</h1>
        </>
      }
    >
      <section class="panel stack">
        {raw(quote)}
        <div class="message-options">{children}</div>
      </section>
    </Layout>
  )
}

export const DownloadItem = ({ filename, download }: AttachmentView) => (
  <a class="popup__item" href={download} download={filename}>
    Download
  </a>
)
