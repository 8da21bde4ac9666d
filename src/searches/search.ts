/** Looking for what was said, in the rooms that somebody is in. */
export { type Found, findMessages, MOST, type Result } from "./find"
export { asksNothing, cleaned, type Query, readQuery } from "./query"
export { clearRecentSearches, recentSearches, recordSearch } from "./recents"
