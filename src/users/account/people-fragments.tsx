import { cache } from "../../platform/cache/cache"
import { type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import type { Viewer } from "../../platform/ui/page/layout"
import { type ListedPerson, listPeople, type PeopleQuery } from "./people"
import { NextPage, PeopleRows } from "./people-list"

const MEGABYTE = 1024 * 1024
const BLOCK = 50

const pages = cache<GzipFragment[]>("account-people", {
  budget: 6 * MEGABYTE,
  // Shared blocks count in the budget of `blocks`, so this one counts only the largest block.
  size: (blocks) => Math.max(0, ...blocks.map(({ memory }) => memory)),
})
const blocks = cache<GzipFragment>("account-people-blocks", {
  budget: 6 * MEGABYTE,
  size: ({ memory }) => memory,
})

/**
 * A page of people, compressed, in blocks. Viewers with the same role share all blocks but the one
 * with their own row.
 */
export async function peopleFragments(
  viewer: Viewer,
  query: PeopleQuery,
  people_updated_at: number,
) {
  const key = `${viewer.id} ${viewer.role} ${people_updated_at} ${query.page} ${query.filter ?? ""}`
  return pages.load(key, async () => {
    const { people, next } = await listPeople(viewer, query)
    const fragments = blocksOf(people).map((block) => renderBlock(block, viewer))
    if (next) fragments.push(gzipFragment(String(<NextPage page={next} filter={query.filter} />)))
    return fragments
  })
}

function renderBlock(people: ListedPerson[], viewer: Viewer) {
  return blocks.get(keyOf(people, viewer), () =>
    gzipFragment(String(<PeopleRows people={people} viewer={viewer} />)),
  )
}

/**
 * Ids and versions of the rows, the viewer's role, and the viewer when they are one of the rows.
 */
function keyOf(people: ListedPerson[], viewer: Viewer) {
  const self = people.some(({ id }) => id === viewer.id) ? viewer.id : ""
  const rows = people.map(
    ({ id, updated_at, begins_members }) => `${id} ${updated_at}${begins_members ? "|" : ""}`,
  )
  return `${viewer.role} ${self} ${rows.join()}`
}

const blocksOf = (people: ListedPerson[]) =>
  Array.from({ length: Math.ceil(people.length / BLOCK) }, (_, index) =>
    people.slice(index * BLOCK, (index + 1) * BLOCK),
  )
