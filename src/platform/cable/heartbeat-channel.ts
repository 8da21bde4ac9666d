import { defineChannel } from "./channel"

// It says nothing: that it can be subscribed to tells a page that the line stands.
defineChannel("HeartbeatChannel", {})
