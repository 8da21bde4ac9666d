/** Live updates: Action Cable's protocol over Bun's WebSockets, and the bus that joins processes. */
export type { Bus, Json, Signal } from "./bus"
export { bus, inProcessBus } from "./bus"
export type { Channel, Subscription } from "./channel"
export { defineChannel } from "./channel"
export type { Caller } from "./connection"
export { usersHere } from "./connections"
export { hear } from "./here"
export type { Identity } from "./identity"
export { sameHost } from "./origin"
export {
  broadcast,
  broadcastHere,
  disconnectSession,
  disconnectUser,
  dropSubscriptions,
} from "./signals"
export { signStreamName, verifyStreamName } from "./signed-stream"
export type { CableOptions } from "./start"
export { startCable, stopCable } from "./start"
export { issueToken } from "./token"
export { reserveStreams } from "./turbo-streams-channel"
export { upgrade } from "./upgrade"
export { websocket } from "./websocket"

import "./heartbeat-channel"
