import { domId } from "../platform/ui/dom-id"
import { GoBack } from "../platform/ui/go-back"
import { Avatar } from "../platform/ui/icon"
import { LocalTime } from "../platform/ui/local-time"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import { SidebarDrawer } from "../rooms/room"
import { avatarPath } from "../users/user"
import type { FollowedThread, ThreadsCursor } from "./listing"
import { Faces, replies } from "./summary"

/** Characters of the parent message in a row. */
const EXCERPT = 200

type ThreadsProps = {
  threads: FollowedThread[]
  /** The cursor of the next page. */
  older: ThreadsCursor | null
  /** The path that reloads the list. */
  path: string
}

/** The threads that the viewer follows, unread ones first. */
export function ThreadsPage({ viewer, ...list }: ThreadsProps & { viewer: Viewer }) {
  return (
    <Layout
      title="Threads"
      class="sidebar"
      viewer={viewer}
      nav={
        <>
          <GoBack to="/" />
          <h1 class="nav__title">Threads</h1>
        </>
      }
      sidebar={<SidebarDrawer />}
    >
      <ThreadsFrame {...list} />
    </Layout>
  )
}

/** The list, which reloads when one of its threads becomes unread or is read. */
export function ThreadsFrame({ threads, older, path }: ThreadsProps) {
  return (
    <turbo-frame
      id="followed_threads"
      class="threads"
      target="_top"
      data-controller="turbo-frame"
      data-turbo-frame-url-param={path}
      data-action="unread-threads:changed@window->turbo-frame#load turbo:before-frame-render->turbo-frame#keepFocus"
    >
      {threads.length === 0 ? <NoThreads /> : <ThreadList threads={threads} />}
      {older && (
        <a class="threads__older btn" href={threadsPath(older)}>
          Older threads
        </a>
      )}
    </turbo-frame>
  )
}

/** The path of a page. */
export function threadsPath(after: ThreadsCursor | null) {
  if (!after) return "/threads"
  return `/threads?${after.unread ? "unread_before" : "before"}=${after.at}`
}

function ThreadList({ threads }: Pick<ThreadsProps, "threads">) {
  return (
    <ul class="threads__list">
      {threads.map((thread) => (
        <li id={domId("thread", thread.id, "followed")}>
          <Row thread={thread} />
        </li>
      ))}
    </ul>
  )
}

function Row({ thread }: { thread: FollowedThread }) {
  const { id, room, author, summary } = thread
  return (
    <a
      class={thread.unread ? "threads__row unread" : "threads__row"}
      href={`/rooms/${room.id}/@${thread.next_id}`}
      data-thread-id={id}
      data-unread-threads-target="thread"
    >
      <Avatar class="threads__author" src={avatarPath(author)} title={author.name} size={40} />
      <span class="threads__words">
        <span class="threads__place">
          <strong dir="auto">{author.name}</strong> in <bdi>{room.name}</bdi>
        </span>
        <span class="threads__excerpt" dir="auto">
          {excerptOf(thread.words)}
        </span>
        <span class="threads__state">
          {replies(summary.count)}, last <LocalTime at={summary.last_at} as="moment" />
        </span>
      </span>
      <Faces faces={summary.faces} />
      <span class="thread-unread">
        <span class="for-screen-reader">unread</span>
      </span>
    </a>
  )
}

function NoThreads() {
  return (
    <div class="notice">
      <p class="notice__title">No threads yet</p>
      <p>
        Choose “Reply in thread” in a message’s menu to answer it beside the room. What you start,
        answer or follow is listed here.
      </p>
    </div>
  )
}

function excerptOf(words: string) {
  const line = words.replace(/\s+/g, " ").trim()
  if (line === "") return "A file"
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT).trimEnd()}…` : line
}
