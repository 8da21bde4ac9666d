import type { Row } from "../report/row"
import { measureBigRoom } from "./big-room"
import { measureBigSearch } from "./big-search"
import { measureCodePath } from "./code-path"
import { measureColdStart } from "./cold-start"
import type { BenchContext } from "./context"
import { measureFanOut } from "./fan-out"
import { measureFirstVisit } from "./first-visit"
import { withLargeAccount } from "./large-account"
import { measureLargeRoom } from "./large-room"
import { measureMemory } from "./memory"
import { measureMixed } from "./mixed"
import { accountPage, messagesPage, roomPage, search, sidebar } from "./page-kinds"
import { measurePage } from "./pages"
import { measurePosts } from "./posts"

const sidebarOf200 = { ...sidebar, name: "Sidebar of a user in 200 rooms" }
const accountOf5000 = { ...accountPage, name: "Account page of 5,000 people" }

/** All measurements, in the order of the table. */
export const MEASURES: Record<string, (context: BenchContext) => Promise<Row | Row[]>> = {
  "room-page": measurePage(roomPage),
  "messages-page": measurePage(messagesPage),
  sidebar: measurePage(sidebar),
  search: measurePage(search),
  "room-page-mixed": measureMixed(roomPage),
  "messages-page-mixed": measureMixed(messagesPage),
  "sidebar-mixed": measureMixed(sidebar),
  posts: measurePosts,
  "code-path": measureCodePath,
  "fan-out-1000": measureFanOut(1000),
  "fan-out-10000": measureFanOut(10_000),
  memory: measureMemory,
  "cold-start": measureColdStart,
  "first-visit": measureFirstVisit,
  "sidebar-large": withLargeAccount(measurePage(sidebarOf200)),
  "sidebar-large-mixed": withLargeAccount(measureMixed(sidebarOf200)),
  "account-large": withLargeAccount(measurePage(accountOf5000)),
  "account-large-mixed": withLargeAccount(measureMixed(accountOf5000)),
  "large-room": withLargeAccount(measureLargeRoom),
  "big-room": measureBigRoom,
  "big-search": measureBigSearch,
}
