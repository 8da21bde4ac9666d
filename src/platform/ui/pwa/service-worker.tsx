import { assetPath, assetText } from "../../assets/assets"
import { OfflinePage } from "./offline-page"

const OFFLINE = "/offline"

export const offlinePage = () => String(<OfflinePage />)

/**
 * The script that browsers run behind Hearth's pages. What it keeps is named in its first line, so
 * that it is another script, which browsers then take, as soon as any of that is another.
 */
export function serviceWorker() {
  const page = `${OFFLINE}?v=${Bun.hash(offlinePage()).toString(36)}`
  const shell = [page, assetPath("offline.css"), assetPath("offline.js")]
  return `const SHELL = ${JSON.stringify(shell)};\n${assetText("service-worker.js")}`
}
