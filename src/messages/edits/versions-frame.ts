/** Where in a room a message's history is shown. */
export const VERSIONS_FRAME = "message_versions"
