import { ByteCache } from "../../platform/cache/byte-cache"
import { type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"
import type { Viewer } from "../../platform/ui/page/layout"
import { type ListedPerson, listPeople, type PeopleQuery } from "./people"
import { NextPage, PeopleRows } from "./people-list"

const MEGABYTE = 1024 * 1024
const BLOCK = 50

const pages = new ByteCache<GzipFragment[]>(6 * MEGABYTE)
const blocks = new ByteCache<GzipFragment>(6 * MEGABYTE)

/**
 * A page of people, compressed. All who see the same rows share them, in blocks; only the block in
 * which somebody finds themselves is their own.
 *
 * @param people_updated_at when anybody was last changed
 */
export async function peopleFragments(
  viewer: Viewer,
  query: PeopleQuery,
  people_updated_at: number,
) {
  const key = `${viewer.id} ${viewer.role} ${people_updated_at} ${query.page} ${query.filter ?? ""}`
  const known = pages.get(key)
  if (known) return known
  const { people, next } = await listPeople(viewer, query)
  const drawn = blocksOf(people).map((block) => drawBlock(block, viewer))
  if (next) drawn.push(gzipFragment(String(<NextPage page={next} filter={query.filter} />)))
  // All but the block with the viewer in it are other people's too, and counted among the blocks.
  pages.set(key, drawn, Math.max(0, ...drawn.map(sizeOf)))
  return drawn
}

function drawBlock(people: ListedPerson[], viewer: Viewer) {
  const key = keyOf(people, viewer)
  const known = blocks.get(key)
  if (known) return known
  const drawn = gzipFragment(String(<PeopleRows people={people} viewer={viewer} />))
  blocks.set(key, drawn, sizeOf(drawn))
  return drawn
}

/** Who is in the block, as of when, and who of them looks. */
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

const sizeOf = ({ html, deflated }: GzipFragment) => html.length + deflated.length
