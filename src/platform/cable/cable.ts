/** Live updates: Action Cable's protocol over Bun's WebSockets, and the bus between processes. */
export type { Json, Signal } from "./bus"
export { bus } from "./bus"
export type { Identity } from "./channel"
export { channel, heartbeatChannel, registerChannels } from "./channel"
export type { Caller } from "./protocol/connection"
export { connectedUsers } from "./protocol/connections"
export { sameHost, upgrade } from "./protocol/upgrade"
export { websocket } from "./protocol/websocket"
export {
  broadcast,
  broadcastLocal,
  disconnectSession,
  disconnectUser,
  dropSubscriptions,
  subscribeLocal,
} from "./signals"
export { signStreamName, verifyStreamName } from "./signed-stream"
export type { CableOptions } from "./start"
export { startCable, stopCable } from "./start"
export { issueToken } from "./token"
export { reserveStreams, turboStreamsChannel } from "./turbo-streams-channel"
