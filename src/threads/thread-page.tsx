import { MessageMenu } from "../messages/message"
import { GoBack } from "../platform/ui/go-back"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import { MessagesStream, SidebarDrawer } from "../rooms/room"
import { FollowButton } from "./follow-button"
import { ThreadPanel, type ThreadPanelProps } from "./panel"

type ThreadPageProps = {
  thread: ThreadPanelProps
  viewer: Viewer
  /** The signed name of the room's message stream. */
  stream: string
}

/** A thread on a page of its own. */
export function ThreadPage({ thread, viewer, stream }: ThreadPageProps) {
  const { room, root, involvement } = thread
  return (
    <Layout
      title={`Thread in ${room.own_name}`}
      class="sidebar"
      viewer={viewer}
      nav={
        <>
          <GoBack to={`/rooms/${room.id}/@${root.id}`} />
          <h1 class="nav__title">
            Thread in <bdi data-room-name={room.id}>{room.own_name}</bdi>
          </h1>
          <div class="nav__settings">
            <FollowButton root={root} involvement={involvement} />
          </div>
        </>
      }
      sidebar={<SidebarDrawer />}
    >
      <MessagesStream name={stream} />
      <ThreadPanel {...thread} alone />
      <MessageMenu />
    </Layout>
  )
}
