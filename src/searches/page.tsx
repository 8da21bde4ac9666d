import { raw } from "hono/html"
import type { Term } from "../messages/message"
import { IconLink } from "../platform/ui/button"
import { Icon } from "../platform/ui/icon"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import { SidebarDrawer } from "../rooms/room"
import { SearchForm } from "./form"
import { Hints } from "./hints"
import { RecentSearches } from "./recent-searches"

export type SearchPageProps = {
  viewer: Viewer
  /** Empty before a search. */
  query: string
  /** What to highlight in the results. */
  terms: Term[]
  found: Outcome
  recents: string[]
  /** The path of "Exit search". */
  exit: string
}

export type Outcome = {
  count: number
  /** Whether this is the first page of results. */
  newest: boolean
  /** The path of the next page; null for none. */
  more: string | null
  /** Whether the search stopped before it had checked all candidates. */
  unfinished: boolean
  /** Names in the query that match no user or room. */
  unknown: string[]
  /** Whether the query consists of signs, which no message is found by. */
  isEmpty: boolean
  /** Whether older messages are not in the index yet. */
  isIndexing: boolean
}

/**
 * A placeholder for the results, which are rendered and cached separately. Escaped text can't
 * contain it.
 */
const RESULTS = "<results>"

/** The HTML before and after the results. */
export function searchPageShell(props: SearchPageProps) {
  const page = String(<SearchPage {...props} />)
  const [before = "", after = ""] = page.split(RESULTS)
  return { before, after }
}

function SearchPage(props: SearchPageProps) {
  const { viewer, query, recents, exit } = props
  return (
    <Layout
      title={query === "" ? "Search" : `“${query}” – Search`}
      class="sidebar searches"
      viewer={viewer}
      head={<meta name="turbo-cache-control" content="no-preview" />}
      nav={<SearchNav {...props} />}
      sidebar={<SidebarDrawer />}
      footer={<SearchForm query={query} />}
    >
      {query === "" ? <Beginning recents={recents} /> : <Findings {...props} exit={exit} />}
    </Layout>
  )
}

function SearchNav({ query, found, exit }: SearchPageProps) {
  return (
    <>
      <h1 class="nav__title" dir="auto">
        {query === "" ? "Search" : `“${query}”`}
      </h1>
      {query !== "" && (
        <p class="searches__count" role="status">
          {countOf(found)}
        </p>
      )}
      <IconLink icon="close" label="Exit search" class="searches__exit" plain href={exit} />
    </>
  )
}

function countOf({ count, more, unfinished, newest }: Outcome) {
  if (unfinished) return count === 1 ? "1 message so far" : `${count} messages so far`
  if (more) return newest ? `newest ${count} messages` : `${count} older messages`
  return count === 1 ? "1 message" : `${count} messages`
}

function Beginning({ recents }: { recents: string[] }) {
  return (
    <section class="searches__beginning" aria-label="Searching" tabindex={0}>
      <div class="searches__icon">
        <Icon name="search" />
      </div>
      <Results terms={[]} />
      <RecentSearches recents={recents} />
      <Hints />
    </section>
  )
}

function Findings({ query, found, terms, recents }: SearchPageProps) {
  if (found.count === 0)
    return (
      <section class="searches__beginning" aria-label="Nothing found" tabindex={0}>
        <p class="searches__none">
          {found.isEmpty ? "Nothing to search for" : "No messages found"}
          {found.unfinished && " so far"}
        </p>
        <Reasons query={query} found={found} />
        <StillIndexing found={found} />
        <Further found={found} />
        <Results terms={terms} />
        <RecentSearches recents={recents} />
        <Hints />
      </section>
    )
  return (
    <div class="searches__findings">
      {found.unfinished && <Reasons query={query} found={found} />}
      <StillIndexing found={found} />
      <Further found={found} />
      <Results terms={terms} />
      <RecentSearches recents={recents} />
    </div>
  )
}

function Further({ found: { more, unfinished } }: { found: Outcome }) {
  if (!more) return null
  return (
    <a class="searches__more btn btn--small" href={more}>
      {unfinished ? "Look further back" : "Older messages"}
    </a>
  )
}

function StillIndexing({ found: { isIndexing } }: { found: Outcome }) {
  if (!isIndexing) return null
  return (
    <p class="searches__reason">
      Older messages are still being indexed. Search again in a few minutes to find them, too.
    </p>
  )
}

type ReasonsProps = { query: string; found: Outcome }

function Reasons({ query, found: { unfinished, unknown, isEmpty } }: ReasonsProps) {
  if (isEmpty)
    return (
      <p>
        There is nothing to search for in <bdi>“{query}”</bdi>. Type a word, a number or an emoji.
      </p>
    )
  if (unfinished)
    return (
      <p class="searches__reason">
        Very many messages have these words, and seldom side by side: only the latest were looked
        at.
      </p>
    )
  if (unknown.length === 0) return <p>Try fewer words, or other ones.</p>
  return (
    <>
      {unknown.map((name) => (
        <p>
          There is nobody, and no room that you are in, called <strong>{name}</strong>.
        </p>
      ))}
    </>
  )
}

function Results({ terms }: { terms: Term[] }) {
  return (
    <section
      id="search-results"
      class="messages searches__results"
      aria-label="Search results"
      tabindex={0}
      data-controller="search-results boosting"
      data-search-results-terms-value={JSON.stringify(terms)}
      data-search-results-me-class="message--me"
      data-search-results-threaded-class="message--threaded"
      data-search-results-mentioned-class="message--mentioned"
      data-search-results-formatted-class="message--formatted"
      data-search-results-first-of-day-class="message--first-of-day"
      data-action="keydown@document->search-results#press"
    >
      {raw(RESULTS)}
    </section>
  )
}
