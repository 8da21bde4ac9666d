import { assetPath, assetText } from "../../assets/assets"
import { OfflinePage } from "./offline-page"

const OFFLINE = "/offline"

export const offlinePage = () => String(<OfflinePage />)

/**
 * The service worker's script. Its first line lists the cached files, so that the script changes
 * with each of them and browsers install the new one.
 */
export function serviceWorker() {
  const page = `${OFFLINE}?v=${Bun.hash(offlinePage()).toString(36)}`
  const shell = [page, assetPath("offline.css"), assetPath("offline.js")]
  return `const SHELL = ${JSON.stringify(shell)};\n${assetText("service-worker.js")}`
}
