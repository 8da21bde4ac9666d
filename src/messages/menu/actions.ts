import type { Child } from "hono/jsx"
import type { Message } from "../table"

/** What the paths and ids of an action derive from: a message, or placeholders for the browser. */
export type ActionTarget = {
  id: number | string
  room_id: number | string
  client_message_id: string
}

/**
 * An action for a message, which another noun adds to the menu. The menu exists once per page, and
 * the browser points it at a message; a page of options shows the same actions without scripts.
 */
export type MessageAction = {
  render: (message: ActionTarget) => Child
  /** A CSS selector: in the menu, only messages that match have the action. */
  selector?: string
  /** The same on the page of options. */
  applies?: (message: Message) => Promise<boolean>
  /** On the page of options instead of `render`, with the viewer's own state. */
  renderFor?: (message: Message, viewer: { id: number }) => Promise<Child>
}

/** Before or after the message's own actions. */
type Place = "first" | "last"

const actions: Record<Place, Set<MessageAction>> = { first: new Set(), last: new Set() }

/** Adds `action` to every message's menu, after those that were added to `place` before. */
export function addMessageAction(place: Place, action: MessageAction) {
  actions[place].add(action)
}

export const messageActions = (place: Place) => [...actions[place]]
