import type { Row } from "../report/row"
import { measureBigRoom } from "./big-room"
import { measureBigSearch } from "./big-search"
import { measureCaches } from "./caches"
import { measureCodePath } from "./code-path"
import { measureColdStart } from "./cold-start"
import type { BenchContext } from "./context"
import { measureCrowd } from "./crowd"
import { measureFanOut } from "./fan-out"
import { measureFirstVisit } from "./first-visit"
import { withLargeAccount } from "./large-account"
import { measureLargeRoom } from "./large-room"
import { measureMemory } from "./memory"
import { measureMessageSize } from "./message-size"
import { accountPage, messagesPage, type PageKind, roomPage, search, sidebar } from "./page-kinds"
import { measurePage, measureUncached } from "./pages"
import { measurePostgresPage, measurePostgresPosts } from "./postgres"
import { measurePosts } from "./posts"
import { POSTS_ELSEWHERE, POSTS_HERE, READERS_POST } from "./traffic"
import { measureUnreadByAll } from "./unread-by-all"

const sidebarOf200 = { ...sidebar, name: "Sidebar of a user in 200 rooms" }
const accountOf5000 = { ...accountPage, name: "Account page of 5,000 people" }

/** The budgets of a page that no cache of whole responses answers, in multiples of the bare server's CPU. */
const [MOST_UNCACHED, MOST_UNCACHED_SEARCH] = [3, 10]

/** The budget of the room page on PostgreSQL, as a share of the bare server's rate. */
const LEAST_ON_POSTGRES = 0.4

type Measure = (context: BenchContext) => Promise<Row | Row[]>

/** All measurements, in the order of the table. */
export const MEASURES: Record<string, Measure> = {
  ...pageRows("room-page", roomPage),
  ...pageRows("messages-page", messagesPage),
  ...pageRows("sidebar", sidebar),
  ...pageRows("search", search, MOST_UNCACHED_SEARCH),
  posts: measurePosts,
  "code-path": measureCodePath,
  "message-size": measureMessageSize,
  "fan-out-1000": measureFanOut(1000),
  "fan-out-10000": measureFanOut(10_000),
  crowd: measureCrowd,
  memory: measureMemory,
  "cold-start": measureColdStart,
  "first-visit": measureFirstVisit,
  "sidebar-large": withLargeAccount(measurePage(sidebarOf200)),
  "sidebar-large-mixed": withLargeAccount(measurePage(sidebarOf200, READERS_POST)),
  "account-large": withLargeAccount(measurePage(accountOf5000)),
  "account-large-mixed": withLargeAccount(measurePage(accountOf5000, READERS_POST)),
  "large-room": withLargeAccount(measureLargeRoom),
  "unread-by-all": withLargeAccount(measureUnreadByAll),
  "room-page-postgres": measurePostgresPage(roomPage, LEAST_ON_POSTGRES),
  "messages-page-postgres": measurePostgresPage(messagesPage),
  "sidebar-postgres": measurePostgresPage(sidebar),
  "search-postgres": measurePostgresPage(search),
  "posts-postgres": measurePostgresPosts,
  "big-room": measureBigRoom,
  "big-search": measureBigSearch,
  caches: measureCaches,
}

/** Rows that only `--only` measures, because they take minutes. */
export const ON_REQUEST = new Set(["caches"])

function pageRows(
  name: string,
  kind: PageKind,
  mostUncached = MOST_UNCACHED,
): Record<string, Measure> {
  return {
    [name]: measurePage(kind),
    [`${name}-elsewhere`]: measurePage(kind, POSTS_ELSEWHERE),
    [`${name}-here`]: measurePage(kind, POSTS_HERE),
    [`${name}-mixed`]: measurePage(kind, READERS_POST),
    [`${name}-uncached`]: measureUncached(kind, mostUncached),
  }
}
