import { platformOf } from "../../platform/ui/pwa/platform"

/** A device in words that its owner knows it by, such as "Safari on iPhone". */
export function deviceName(user_agent: string | null) {
  const { browser, os } = platformOf(user_agent)
  if (browser && os) return `${browser} on ${os}`
  return browser ?? os ?? programIn(user_agent) ?? "Unknown device"
}

/** What a script or a program calls itself, such as `curl`. */
const programIn = (user_agent: string | null) => user_agent?.match(/^[\w.-]{1,40}/)?.[0]
