import { type Expected, expectMessages, PageReader } from "../driver/reader"
import { get, post } from "../driver/request"
import { compareCosts, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, firstUser, virtualUsers } from "./context"
import { withHugeRoom } from "./huge-room"
import { requestOnce } from "./recording"

/** What very much more to look through may cost. */
const MOST = 2

const RARE = "tortoise"
const WORDS: [kind: string, word: string][] = [
  ["a common word", "please"],
  ["a rare word", RARE],
]

/** The search of one who has 2,000,000 messages, in place of Hearth, and with 5,000, in place of the bare. */
export const measureBigSearch = (context: BenchContext): Promise<Row[]> =>
  withHugeRoom(context, async (huge) => {
    const rows: Row[] = []
    for (const one of [huge, context]) await postOnce(one, RARE)
    for (const [kind, word] of WORDS) {
      const ours = await connectClients(huge.hearth, searchers(huge, word))
      const theirs = await connectClients(context.hearth, searchers(context, word))
      const pairs = await alternate(ours, theirs, context.pace)
      ours.close()
      theirs.close()
      const name = `${(context.huge ?? 0).toLocaleString("en")} messages and 5,000: search for ${kind}`
      rows.push(compareCosts(name, pairs, MOST))
    }
    return rows
  })

function searchers(context: BenchContext, word: string) {
  const expected = expectMessages(context.stored.searchIds(word))
  return virtualUsers(context, context.hearth).map((asker, client) => {
    const path = `/searches?q=${word}&client=${client}`
    return new SearchReader(expected, (count) => get(asker, `${path}&count=${count}`))
  })
}

/** Asks for the same at ever new addresses, so that no answer can be given again. */
class SearchReader extends PageReader {
  #count = 0

  constructor(
    expected: Expected,
    readonly at: (count: number) => Buffer,
  ) {
    super(at(0), expected)
  }

  override nextRequest() {
    return this.at(++this.#count)
  }
}

/** In so much that is said, one word that is said once. */
async function postOnce(context: BenchContext, word: string) {
  const asker = firstUser(context, context.hearth)
  const form = { "message[body]": `<p>A ${word}</p>` }
  await requestOnce(context.hearth.port, post(asker, `/rooms/${asker.room.id}/messages`, form))
}
