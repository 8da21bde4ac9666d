export type Browser = "Chrome" | "Edge" | "Firefox" | "Opera" | "Safari"
export type System = "Android" | "iPad" | "iPhone" | "macOS" | "Windows" | "ChromeOS" | "Linux"

/** The browser and system in a user agent; null for unknown ones. */
export type Platform = { browser: Browser | null; os: System | null; mobile: boolean }

/** @param userAgent the `User-Agent` header; iPads in desktop mode look like Macs */
export function platformOf(userAgent: string | null | undefined): Platform {
  const agent = userAgent ?? ""
  const os = firstOf(SYSTEMS, agent)
  return {
    browser: firstOf(BROWSERS, agent),
    os,
    mobile: os === "Android" || os === "iPad" || os === "iPhone",
  }
}

// The order matters: nearly all user agents contain "Safari", most contain "Chrome". Browsers on
// iOS have their own names.
const BROWSERS: [Browser, RegExp][] = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\b(OPR|OPT|Opera)\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|Chromium|CriOS)\//],
  ["Safari", /\bSafari\//],
]

const SYSTEMS: [System, RegExp][] = [
  ["iPhone", /\biP(hone|od)\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac(intosh| OS X)\b/],
  ["Linux", /\b(Linux|X11)\b/],
]

const firstOf = <Name>(known: [Name, RegExp][], agent: string) =>
  known.find(([, pattern]) => pattern.test(agent))?.[0] ?? null
