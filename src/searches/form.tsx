import { Icon } from "../platform/ui/icon"
import { MAX_QUERY_LENGTH } from "./query"

/** The search input, in the place of the composer. */
export function SearchForm({ query }: { query: string }) {
  return (
    <search>
      <form class="searches__form" action="/searches" method="post">
        <input
          class="searches__input"
          type="search"
          name="q"
          value={query}
          required
          maxlength={MAX_QUERY_LENGTH}
          aria-label="Search"
          placeholder="Search messages…"
          autocomplete="off"
          autocapitalize="off"
          enterkeyhint="search"
          autofocus={query === ""}
        />
        {query !== "" && (
          <a class="btn btn--icon btn--plain" href="/searches" title="Clear search field">
            <Icon name="close" />
            <span class="for-screen-reader">Clear search field</span>
          </a>
        )}
        <button type="submit" class="btn btn--icon btn--reversed" title="Search">
          <Icon name="search" />
          <span class="for-screen-reader">Search</span>
        </button>
      </form>
    </search>
  )
}
