import { parseHtml } from "../../page/fragment"

/** Somebody who can be picked. */
export type Candidate = { name: string; value: string; avatar_url: string }

type ServerCandidate = { name: string; value: number; avatar_url: string }

/** Asks the server whose names hold `query`; those whose name begins with it come first. */
export async function findCandidates(url: string, query: string, signal: AbortSignal) {
  const asked = `${url}?${new URLSearchParams({ query: query.trim() })}`
  const headers = { accept: "application/json" }
  const response = await fetch(asked, { headers, signal }).catch(() => null)
  if (!response?.ok) return []
  const answers: ServerCandidate[] = await response.json().catch(() => [])
  return rankCandidates(answers.map(candidateOf), query)
}

// Names come as HTML.
const candidateOf = ({ name, value, avatar_url }: ServerCandidate): Candidate => ({
  name: parseHtml(name).textContent ?? "",
  value: String(value),
  avatar_url,
})

/** The first word first, then a later one, then whoever has it elsewhere; among equals by name. */
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

export const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
