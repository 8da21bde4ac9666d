import { cache } from "../../platform/cache/cache"
import { type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import { fold } from "../../platform/text/fold"
import type { Viewer } from "../../platform/ui/page/layout"
import { namesakesOf } from "../autocomplete"
import { groupNamesakes, tellApart } from "../namesakes"
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
    const lines = await linesFor(people, viewer, people_updated_at)
    const fragments = blocksOf(people).map((block) => renderBlock({ people: block, viewer, lines }))
    if (next) fragments.push(gzipFragment(String(<NextPage page={next} filter={query.filter} />)))
    return fragments
  })
}

type Block = { people: ListedPerson[]; viewer: Viewer; lines: Map<number, string> }

function renderBlock(block: Block) {
  return blocks.get(keyOf(block), () => gzipFragment(String(<PeopleRows {...block} />)))
}

/** What tells people of one name apart, by id; the active ones of other pages count, too. */
async function linesFor(people: ListedPerson[], viewer: Viewer, people_updated_at: number) {
  const listed = people.map((person) => ({ ...person, folded: fold(person.name) }))
  const others = (await namesakesOf(people, people_updated_at)).flat()
  const all = new Map([...others, ...listed].map((person) => [person.id, person]))
  const groups = groupNamesakes([...all.values()]).values()
  return new Map([...groups].flatMap((group) => [...tellApart(group, viewer)]))
}

/**
 * Ids, versions and lines of the rows, the viewer's role, and the viewer when they are one of the rows.
 */
function keyOf({ people, viewer, lines }: Block) {
  const self = people.some(({ id }) => id === viewer.id) ? viewer.id : ""
  const rows = people.map(
    ({ id, updated_at, begins_members }) =>
      `${id} ${updated_at} ${lines.get(id) ?? ""}${begins_members ? "|" : ""}`,
  )
  return `${viewer.role} ${self} ${rows.join()}`
}

const blocksOf = (people: ListedPerson[]) =>
  Array.from({ length: Math.ceil(people.length / BLOCK) }, (_, index) =>
    people.slice(index * BLOCK, (index + 1) * BLOCK),
  )
