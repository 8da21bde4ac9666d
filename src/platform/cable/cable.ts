/** Live updates: Action Cable's protocol over Bun's WebSockets, and the bus that joins processes. */
export type { Bus, Json, Signal } from "./bus"
export { bus, inProcessBus } from "./bus"
export type { Channel, NamedChannel, Subscription } from "./channel"
export { channel, registerChannels } from "./channel"
export { heartbeatChannel } from "./heartbeat-channel"
export type { Identity } from "./identity"
export { subscribeLocal } from "./local-listeners"
export type { Caller } from "./protocol/connection"
export { connectedUsers } from "./protocol/connections"
export { sameHost } from "./protocol/origin"
export { upgrade } from "./protocol/upgrade"
export { websocket } from "./protocol/websocket"
export {
  broadcast,
  broadcastLocal,
  disconnectSession,
  disconnectUser,
  dropSubscriptions,
} from "./signals"
export { signStreamName, verifyStreamName } from "./signed-stream"
export type { CableOptions } from "./start"
export { startCable, stopCable } from "./start"
export { issueToken } from "./token"
export { reserveStreams, turboStreamsChannel } from "./turbo-streams-channel"
