import type { Guard } from "../../http/guards"
import { UnsupportedBrowserPage } from "./unsupported-browser-page"

type Version = [major: number, minor: number]

const ANY_VERSION: Version = [Number.POSITIVE_INFINITY, 0]

// User agents also name the browsers that they imitate, so the most imitated ones come last.
const OLDEST: [pattern: RegExp, version: Version][] = [
  [/\bMSIE (\d+)|\bTrident\/(\d+)/, ANY_VERSION],
  [/\bOPR\/(\d+)\.?(\d+)?|\bOpera\/.*\bVersion\/(\d+)/, [104, 0]],
  [/\bFirefox\/(\d+)\.?(\d+)?/, [121, 0]],
  [/\b(?:Chrome|CriOS)\/(\d+)\.?(\d+)?/, [120, 0]],
  [/\bVersion\/(\d+)\.?(\d+)?.*\bSafari\//, [17, 2]],
]

const OTHERS = /\bEdg(?:e|A|iOS)?\/|\bFxiOS\/|\bOPiOS\/|\bAndroid\b.*\bVersion\/4\.0 (?!Chrome)/
const CRAWLER = /\([^)]*(?:bot|crawl|spider)[^)]*\)/i

/** Responds with an explanation to browsers that are too old. Unknown browsers pass. */
export const rejectOldBrowsers: Guard = (c) => {
  const agent = c.env.device.user_agent ?? ""
  if (!c.req.header("accept")?.includes("text/html") || !isTooOld(agent)) return null
  const title = fetchesPreview(agent) ? "Hearth" : undefined
  return c.html(<UnsupportedBrowserPage title={title} />, 426)
}

/** @param agent the `User-Agent` header */
export function isTooOld(agent: string) {
  if (OTHERS.test(agent) || CRAWLER.test(agent)) return false
  for (const [pattern, oldest] of OLDEST) {
    const found = pattern.exec(agent)
    if (!found) continue
    const [major = 0, minor = 0] = found.slice(1).filter(Boolean).map(Number)
    return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
  }
  return false
}

/** Apple's Messages fetches link previews as an old Safari and two crawlers at once. */
const fetchesPreview = (agent: string) =>
  agent.includes("facebookexternalhit") && agent.includes("Twitterbot")
