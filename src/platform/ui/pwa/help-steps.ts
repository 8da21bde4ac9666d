import type { Platform, System } from "./platform"

/** Instructions in order; labels on the screen are in “quotes”. */
export type Steps = string[]

/** How to allow notifications and how to install; null where it does not apply. */
export type Help = {
  browser: Steps | null
  /** For the installed app, which has its own switch in the system's settings. */
  system: Steps | null
  install: Steps | null
}

/** @param app the name of the installed app, which is the account's */
export function helpFor(platform: Platform, app: string): Help {
  const { browser, os } = platform
  if (os === "iPhone" || os === "iPad") return iosHelp(app)
  if (os === "Android" && browser === "Firefox") return firefoxOnAndroid
  if (os === "Android" && browser === "Chrome") return chromeOnAndroid(app)
  if (os === "Android") return GENERIC
  if (browser === "Chrome") return chromeHelp(os, app)
  if (browser === "Edge") return edgeHelp(os, app)
  if (browser === "Firefox") return firefoxHelp(os)
  if (browser === "Safari") return safariHelp(app)
  return GENERIC
}

const GENERIC: Help = {
  browser: [
    "Look in your browser’s settings for the permissions of this site and allow notifications.",
  ],
  system: ["Look in your device’s settings for notifications and allow them for this app."],
  install: ["Look in your browser’s menu for “Install” or “Add to Home Screen”."],
}

const iosHelp = (app: string): Help => ({
  browser: null,
  system: [
    "Open “Settings” on your device.",
    `Choose “Apps”, if there is such a line, then “${app}”.`,
    "Choose “Notifications” and turn on “Allow Notifications”.",
  ],
  install: [
    "Tap “Share”, the square with an arrow.",
    "Choose “Add to Home Screen”, then “Add”.",
    `Open ${app} from your Home Screen. Notifications work only there.`,
  ],
})

const firefoxOnAndroid: Help = {
  browser: ["Tap the lock beside the address.", "Tap “Notification” until it says “Allowed”."],
  system: ["Tap ⋮, then “Settings”.", "Choose “Notifications” and turn them on."],
  install: ["Tap ⋮.", "Choose “Install”, or “Add app to Home screen”."],
}

const chromeOnAndroid = (app: string): Help => ({
  browser: [
    "Tap ⋮, then “Settings”, then “Notifications”.",
    "Turn on the switches that are off.",
    "Come back here, tap the bell again, and choose “Allow”.",
  ],
  system: [
    "Open “Settings” on your device, then “Notifications”.",
    `Choose “App notifications” and turn on ${app}.`,
  ],
  install: ["Tap ⋮, then “Add to Home screen”.", "Choose “Install”."],
})

const chromeHelp = (os: System | null, app: string): Help => ({
  browser: [
    "Click the icon left of the address.",
    "Choose “Site settings” and set “Notifications” to “Allow”.",
    ...systemSteps(os, "Chrome"),
  ],
  system: systemSteps(os, app),
  install: [
    "Click the install icon at the right end of the address bar.",
    "No icon there? Open ⋮, then “Cast, save, and share”, then “Install page as app…”.",
  ],
})

const edgeHelp = (os: System | null, app: string): Help => ({
  browser: [
    "Click the lock left of the address.",
    "Choose “Permissions for this site” and set “Notifications” to “Allow”.",
    ...systemSteps(os, "Microsoft Edge"),
  ],
  system: systemSteps(os, app),
  install: ["Click the app icon at the right end of the address bar.", "Choose “Install”."],
})

const firefoxHelp = (os: System | null): Help => ({
  browser: [
    "Open “Settings”, then “Privacy & Security”.",
    "Under “Permissions”, find “Notifications” and open its settings.",
    "Set this site to “Allow”.",
    ...systemSteps(os, "Firefox"),
  ],
  system: systemSteps(os, "Firefox"),
  install: null,
})

const safariHelp = (app: string): Help => ({
  browser: [
    "Open “Settings…” in the Safari menu, then “Websites”.",
    "Choose “Notifications” and set this site to “Allow”.",
  ],
  system: systemSteps("macOS", app),
  install: ["Open the “File” menu.", "Choose “Add to Dock…”, then “Add”."],
})

function systemSteps(os: System | null, app: string): Steps {
  switch (os) {
    case "Windows":
      return [
        "Open “Start”, then “Settings”, then “System”, then “Notifications”.",
        `Turn “Notifications” on, and the switch of ${app} too.`,
      ]
    case "macOS":
      return [
        "Open the Apple menu, then “System Settings…”, then “Notifications”.",
        `Choose ${app} and turn on “Allow notifications”.`,
      ]
    case "ChromeOS":
      return [`Open “Settings”, then “Notifications”, and turn on ${app}.`]
    default:
      return [`Open your desktop’s settings, then “Notifications”, and turn on ${app}.`]
  }
}
