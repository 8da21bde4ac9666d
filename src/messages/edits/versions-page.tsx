import { raw } from "hono/html"
import { FrameDialog } from "../../platform/ui/frame-dialog"
import { GoBack } from "../../platform/ui/go-back"
import { Avatar } from "../../platform/ui/icon"
import { LocalTime } from "../../platform/ui/local-time"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { avatarPath } from "../../users/user"
import type { Message } from "../table"
import { VERSIONS_FRAME } from "../view/message-item"
import type { Version } from "./versions"

/** The sheet over the room that shows a message's history; it loads on demand. */
export const VersionsDialog = () => <FrameDialog frame={VERSIONS_FRAME} title={TITLE} />

type VersionsPageProps = {
  room: { display_name: string }
  message: Message
  versions: Version[]
  viewer: Viewer
}

/** The same as a page of its own, for a direct request. */
export function VersionsPage({ room, message, versions, viewer }: VersionsPageProps) {
  return (
    <Layout
      title={`${TITLE} in ${room.display_name}`}
      class="settings"
      viewer={viewer}
      // A page without the sheet requests it from within the message, and follows the redirect.
      head={<meta name="turbo-visit-control" content="reload" />}
      nav={
        <>
          <GoBack to={`/rooms/${message.room_id}/@${message.id}`} />
          <span class="nav__title">{room.display_name}</span>
        </>
      }
    >
      <section class="panel stack">
        <h1 class="dialog__title">{TITLE}</h1>
        <Versions versions={versions} />
      </section>
    </Layout>
  )
}

export function VersionsFrame({ versions }: { versions: Version[] }) {
  return (
    <turbo-frame id={VERSIONS_FRAME} target="_top">
      <Versions versions={versions} />
    </turbo-frame>
  )
}

function Versions({ versions }: { versions: Version[] }) {
  return (
    <ol class="versions">
      {versions.map(({ author, at, html }, index) => (
        <li class="version">
          <div class="version__by">
            <Avatar class="version__avatar" src={avatarPath(author)} title={author.name} />
            <strong dir="auto">{author.name}</strong>{" "}
            <LocalTime at={at} as="datetime" class="version__time" />
            {index === 0 && <span class="version__now">Now</span>}
          </div>
          <div class="version__body" dir="auto">
            {raw(html)}
          </div>
        </li>
      ))}
    </ol>
  )
}

const TITLE = "Edit history"
