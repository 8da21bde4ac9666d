import { IconButton, IconLink } from "../platform/ui/button"
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
          <IconLink icon="close" label="Clear search field" plain href="/searches" />
        )}
        <IconButton icon="search" label="Search" reversed />
      </form>
    </search>
  )
}
