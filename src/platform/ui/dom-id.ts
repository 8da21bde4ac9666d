type Kind = "boost" | "message" | "person" | "room" | "stream" | "thread" | "user"

/**
 * The DOM id of a record's element: `room_7`, or with a prefix `list_room_7`.
 *
 * @param key the row's id; of a message its `client_message_id`, which the browser chose
 */
export const domId = (kind: Kind, key: number | string, prefix?: string) =>
  prefix === undefined ? `${kind}_${key}` : `${prefix}_${kind}_${key}`

/** The DOM id of the input `name`, such as `user_name` for `user[name]`. */
export const fieldId = (name: string) => name.replace(/\W+/g, "_").replace(/_$/, "")
