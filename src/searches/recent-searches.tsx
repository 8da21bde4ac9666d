import { Button } from "../platform/ui/button"
import { Form } from "../platform/ui/form"
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
          <Button small name="q" value={query}>
            <Icon name="history" />
            <span class="searches__query">{query}</span>
          </Button>
        ))}
      </form>
      <Form
        action="/searches/clear"
        method="delete"
        data-turbo-confirm="Are you sure you want to clear your recent searches?"
      >
        <Button small plain>
          Clear recent searches
        </Button>
      </Form>
    </section>
  )
}
