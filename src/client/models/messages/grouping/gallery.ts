import { isMessage, stampOf } from "../message"
import { continuesGroup } from "./grouping"

const TILE = "message--tile"
const OF_TWO = "message--tile-of-two"
const ROW_END = "message--tile-ends-row"
const WHOLE = "message--tile-whole"

/** A picture that is smaller than this, in CSS pixels, is neither enlarged nor cut. */
const MIN_CUT = 100

/** In a message that shows a picture and nothing else, stored or pending. */
const PICTURE =
  ".message__presentation > .message__file:only-child:is(.message__file--image, [data-picture]) img"

/**
 * Shows neighbouring pictures of one author as the tiles of a gallery, two or three in a row. Each
 * stays a message. The styles get each one's place in its row, which CSS can't tell.
 *
 * @param nodes new or changed rows of a list, and their neighbours
 */
export function arrangeGalleries(nodes: Iterable<Node | null>) {
  const arranged = new Set<Node>()
  for (const row of nodes) {
    if (!isMessage(row) || arranged.has(row)) continue
    const run = isPicture(row) ? runAround(row) : [row]
    for (const message of run) arranged.add(message)
    arrange(run)
  }
}

/** Arranges the galleries around a row that changed. */
export const arrangeAround = (row: HTMLElement) =>
  arrangeGalleries([row.previousElementSibling, row, row.nextElementSibling])

function arrange(run: HTMLElement[]) {
  const isGallery = run.length > 1
  const columns = columnsOf(run.length)
  for (const [index, row] of run.entries()) {
    const place = (index % columns) + 1
    const endsRow = place === columns || index === run.length - 1
    row.classList.toggle(TILE, isGallery)
    row.classList.toggle(OF_TWO, isGallery && columns === 2)
    row.classList.toggle(ROW_END, isGallery && endsRow)
    row.classList.toggle(WHOLE, isGallery && isSmall(row.querySelector<HTMLImageElement>(PICTURE)))
    setPlace(row, isGallery ? String(place) : undefined)
  }
}

// An attribute that is set again would count as a change of the row.
function setPlace({ dataset }: HTMLElement, place: string | undefined) {
  if (dataset.place === place) return
  if (place) dataset.place = place
  else delete dataset.place
}

// By the attributes: to ask for the size in the layout would force one.
const isSmall = (picture: HTMLImageElement | null) =>
  ["width", "height"].some((side) => Number(picture?.getAttribute(side)) < MIN_CUT)

// Four stand as a square.
const columnsOf = (pictures: number) => (pictures === 2 || pictures === 4 ? 2 : 3)

function runAround(row: HTMLElement) {
  const run = [row]
  for (let first = row; ; ) {
    const before = first.previousElementSibling
    if (!continues(before, first)) break
    run.unshift(before)
    first = before
  }
  for (let last = row; ; ) {
    const after = last.nextElementSibling
    if (!isMessage(after) || !continues(last, after)) break
    run.push(after)
    last = after
  }
  return run
}

function continues(before: Element | null, after: HTMLElement): before is HTMLElement {
  const stamp = stampOf(after)
  return (
    stamp !== null &&
    isMessage(before) &&
    continuesGroup(stampOf(before), stamp) &&
    isPicture(before) &&
    isPicture(after)
  )
}

const isPicture = (row: HTMLElement) =>
  !row.classList.contains("message--failed") && row.querySelector(PICTURE) !== null
