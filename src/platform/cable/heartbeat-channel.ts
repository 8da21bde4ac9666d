import { channel } from "./channel"

/** Sends nothing: a confirmed subscription tells a page that its connection works. */
export const heartbeatChannel = channel("HeartbeatChannel", {})
