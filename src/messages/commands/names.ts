// Imports nothing, so that the browser can share it.

/** The commands by name, in the order of the browser's menu. */
export const COMMANDS = [
  { name: "invite", takes: "@name", help: "Give somebody a place in this room" },
  { name: "me", takes: "waves", help: "Say what you do" },
  { name: "mute", takes: "", help: "Stop being notified about this room" },
  { name: "play", takes: "tada", help: "Play a sound" },
  { name: "shrug", takes: "text", help: "Say it with ¯\\_(ツ)_/¯" },
  { name: "topic", takes: "text", help: "Say what this room is about" },
] as const

export type CommandName = (typeof COMMANDS)[number]["name"]
