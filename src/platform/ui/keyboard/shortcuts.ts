import type { Platform } from "../pwa/platform"

/** A key by its label, or by its browser name where labels differ. */
type Key = "Mod" | "Alt" | "Shift" | "Enter" | "Esc" | "↑" | "↓" | "?" | "/" | "F" | "K" | "B" | "I"

/** Each list of keys is one way to trigger the shortcut. */
type Shortcut = { does: string; keys: Key[][] }

export const SHORTCUTS: { title: string; shortcuts: Shortcut[] }[] = [
  {
    title: "Getting around",
    shortcuts: [
      { does: "Jump to a room or person", keys: [["Mod", "K"]] },
      { does: "Search messages; / while not typing", keys: [["Mod", "Shift", "F"], ["/"]] },
      {
        does: "Previous or next room",
        keys: [
          ["Alt", "↑"],
          ["Alt", "↓"],
        ],
      },
      {
        does: "Previous or next unread room",
        keys: [
          ["Alt", "Shift", "↑"],
          ["Alt", "Shift", "↓"],
        ],
      },
      { does: "Mark the room read and go to its end", keys: [["Esc"]] },
      { does: "Show these shortcuts, while not typing", keys: [["?"]] },
    ],
  },
  {
    title: "Writing",
    shortcuts: [
      { does: "Send", keys: [["Enter"]] },
      { does: "Begin a new line", keys: [["Shift", "Enter"]] },
      { does: "Go on with a list or code; twice ends it", keys: [["Enter"]] },
      { does: "Send, also with the toolbar open", keys: [["Mod", "Enter"]] },
      { does: "Edit my last message, while writing none", keys: [["↑"]] },
      { does: "Bold", keys: [["Mod", "B"]] },
      { does: "Italic", keys: [["Mod", "I"]] },
      { does: "Link the selected words", keys: [["Mod", "K"]] },
    ],
  },
]

const APPLE: Partial<Record<Key, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩" }
const ELSEWHERE: Partial<Record<Key, string>> = { Mod: "Ctrl" }

/** The key's label on this platform. */
export function keyName(key: Key, { os }: Platform) {
  const names = os === "macOS" || os === "iPad" || os === "iPhone" ? APPLE : ELSEWHERE
  return names[key] ?? key
}
