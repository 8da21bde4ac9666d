/** Looking for what was said, in the rooms that somebody is in. */
export { type Found, findMessages, MOST, type Result } from "./find"
export { cleaned, isEmptyQuery, parseQuery, type Query } from "./query"
export { clearRecentSearches, recentSearches, recordSearch } from "./recents"
