import { Icon } from "../platform/ui/icon"

/** The user's recent searches, each a button that repeats it. */
export function RecentSearches({ recents }: { recents: string[] }) {
  if (recents.length === 0) return null
  return (
    <section class="searches__recents" aria-labelledby="searches_recents">
      <h2 id="searches_recents" class="searches__heading">
        Recent searches
      </h2>
      <form class="searches__again" action="/searches" method="post">
        {recents.map((query) => (
          <button type="submit" class="btn btn--small" name="q" value={query}>
            <Icon name="history" />
            <span class="searches__query">{query}</span>
          </button>
        ))}
      </form>
      <form
        action="/searches/clear"
        method="post"
        data-turbo-confirm="Are you sure you want to clear your recent searches?"
      >
        <input type="hidden" name="_method" value="delete" />
        <button type="submit" class="btn btn--small btn--plain">
          Clear recent searches
        </button>
      </form>
    </section>
  )
}
