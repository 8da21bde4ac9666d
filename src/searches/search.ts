/** Full-text search of the messages in a user's rooms. */
export { type Found, findMessages, PAGE, type Result } from "./find"
export { isEmptyQuery, normalizeQuery, parseQuery, type Query } from "./query"
export { clearRecentSearches, recentSearches, recordSearch } from "./recents"
