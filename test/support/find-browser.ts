import { existsSync } from "node:fs"

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
]

const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]

/** The browser that the tests drive: HEARTH_BROWSER, else the first of its kind on this machine. */
export function findBrowser(): string | null {
  const chosen = process.env.HEARTH_BROWSER
  if (chosen) return chosen

  for (const command of COMMANDS) {
    const path = Bun.which(command)
    if (path) return path
  }
  return PLACES.find((path) => existsSync(path)) ?? null
}
