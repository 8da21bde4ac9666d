import { Parser } from "htmlparser2"
import { Poster } from "../driver/poster"
import { get } from "../driver/request"
import { InvalidRun, parseResponse, textOf } from "../driver/response"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import { type BenchContext, firstUser } from "./context"
import { requestOnce } from "./recording"
import { subscribeToRoom } from "./subscribe"

/** The budgets: bytes before compression. */
const [MOST_BYTES, MOST_ELEMENTS, MOST_PAGE_BYTES] = [2000, 25, 100_000]

const BODY = "<p>The kettle is on</p>"

/** The bytes and elements of a short message in each place, and of a page of typical messages. */
export function measureMessageSize(context: BenchContext): Promise<Row[]> {
  return withCopy(context.untouched, async (storage) => {
    const hearth = await startHearth(storage, context.cores)
    try {
      return await rowsOf({ ...context, hearth })
    } finally {
      await hearth.stop()
    }
  })
}

async function rowsOf(context: BenchContext): Promise<Row[]> {
  const typicalPage = await roomPage(context)
  const { reply, frame, clientId } = await postShort(context)
  const message = articleIn(await roomPage(context), clientId)
  return [
    shortRow("in the page", message),
    shortRow("in the reply", reply),
    shortRow("in the frame", frame),
    sizeRow("A page of 40 typical messages", typicalPage, MOST_PAGE_BYTES, null),
  ]
}

async function postShort(context: BenchContext) {
  const user = firstUser(context, context.hearth)
  const poster = new Poster(user, () => {}, [BODY])
  const subscribers = await subscribeToRoom(context, context.hearth, 1)
  try {
    let frame = ""
    const received = subscribers.waitForAll((text) => {
      frame = text.toString()
      return frame.includes(poster.clientId)
    })
    const response = await requestOnce(user.port, poster.nextRequest())
    poster.onResponse(response)
    await received
    return { reply: textOf(parseResponse(response)), frame, clientId: poster.clientId }
  } finally {
    subscribers.close()
  }
}

async function roomPage(context: BenchContext) {
  const user = firstUser(context, context.hearth)
  const raw = await requestOnce(user.port, get(user, `/rooms/${user.room.id}`))
  return textOf(parseResponse(raw))
}

function articleIn(page: string, clientId: string) {
  const start = page.indexOf(`<article id="message_${clientId}"`)
  const end = page.indexOf("</article>", start)
  if (start === -1 || end === -1) throw new InvalidRun("The page does not show the posted message")
  return page.slice(start, end + "</article>".length)
}

const shortRow = (place: string, html: string) =>
  sizeRow(`A short message ${place}`, html, MOST_BYTES, MOST_ELEMENTS)

function sizeRow(work: string, html: string, mostBytes: number, mostElements: number | null): Row {
  const [bytes, elements] = [Buffer.byteLength(html), countElements(html)]
  return single(
    work,
    `${kilobytes(bytes)}, ${elements} elements`,
    `≤ ${kilobytes(mostBytes)}${mostElements === null ? "" : `, ≤ ${mostElements} elements`}`,
    bytes <= mostBytes && elements <= (mostElements ?? Number.POSITIVE_INFINITY),
    { bytes, elements, mostBytes, mostElements },
  )
}

/** Counts the tags in HTML, or in the HTML of a frame's JSON. */
function countElements(text: string) {
  let count = 0
  const parser = new Parser({ onopentag: () => count++ })
  parser.end(text.startsWith("{") ? htmlIn(text) : text)
  return count
}

function htmlIn(frame: string) {
  const { message }: { message?: unknown } = JSON.parse(frame)
  if (typeof message !== "string") throw new InvalidRun("The frame contains no HTML")
  return message
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`
