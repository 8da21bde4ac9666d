/** Full-text search of the messages in a user's rooms. */
export { type Found, findMessages } from "./find"
export { isEmptyQuery, normalizeQuery, parseQuery } from "./query"
export { clearRecentSearches, recordSearch } from "./recents"
