import { existsSync } from "node:fs"

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
]

const PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]

/** The browser for the tests: HEARTH_BROWSER, else the first one found on this machine. */
export function findBrowser(): string | null {
  const chosen = process.env.HEARTH_BROWSER
  if (chosen) return chosen

  for (const command of COMMANDS) {
    const path = Bun.which(command)
    if (path) return path
  }
  return PATHS.find((path) => existsSync(path)) ?? null
}
