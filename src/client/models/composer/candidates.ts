import { fold } from "../../../platform/text/fold"
import { parseHtml } from "../../page/html"

/** A user who can be picked. `note` tells them from another of the same name. */
export type Candidate = { name: string; value: string; avatar_url: string; note?: string }

type ServerCandidate = Omit<Candidate, "value"> & { value: number }

/** Fetches the users whose name contains `query`, ranked. */
export async function findCandidates(url: string, query: string, signal: AbortSignal) {
  const address = `${url}?${new URLSearchParams({ query: query.trim() })}`
  const headers = { accept: "application/json" }
  const response = await fetch(address, { headers, signal }).catch(() => null)
  if (!response?.ok) return []
  const found: ServerCandidate[] = await response.json().catch(() => [])
  return rankCandidates(found.map(candidateOf), query)
}

// The server sends names and notes as HTML.
const candidateOf = ({ name, value, avatar_url, note }: ServerCandidate): Candidate => ({
  name: parseHtml(name).textContent ?? "",
  value: String(value),
  avatar_url,
  ...(note && { note: parseHtml(note).textContent ?? "" }),
})

/** Sorts names that start with `query` first, then names with a later word that does, then by name. */
export function rankCandidates<Named extends { name: string }>(candidates: Named[], query: string) {
  const wanted = fold(query.trim())
  return candidates.toSorted(
    (a, b) => rank(a.name, wanted) - rank(b.name, wanted) || a.name.localeCompare(b.name),
  )
}

function rank(name: string, wanted: string) {
  const folded = fold(name)
  if (folded.startsWith(wanted)) return 0
  return folded.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2
}
