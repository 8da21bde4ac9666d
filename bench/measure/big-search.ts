import { expectMessages, UncachedReader } from "../driver/reader"
import { get, post } from "../driver/request"
import { compareCosts, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, firstUser, virtualUsers } from "./context"
import { withHugeRoom } from "./huge-room"
import { requestOnce } from "./recording"

/** The budget: cost of a search among 2,000,000 messages relative to 5,000. */
const MOST = 2

const RARE = "tortoise"
const WORDS: [kind: string, word: string][] = [
  ["a common word", "please"],
  ["a rare word", RARE],
]

/** Compares a search of 2,000,000 messages (column Hearth) with each of 5,000 (column Bare). */
export const measureBigSearch = (context: BenchContext): Promise<Row[]> =>
  withHugeRoom(context, async (huge) => {
    const rows: Row[] = []
    for (const each of [huge, context]) await postOnce(each, RARE)
    for (const [kind, word] of WORDS) {
      const hugeTarget = await connectClients(huge.hearth, searchers(huge, word))
      const smallTarget = await connectClients(context.hearth, searchers(context, word))
      const pairs = await alternate(hugeTarget, smallTarget, context.pace)
      hugeTarget.close()
      smallTarget.close()
      const name = `${(context.huge ?? 0).toLocaleString("en")} messages and 5,000: search for ${kind}`
      rows.push(compareCosts(name, pairs, MOST))
    }
    return rows
  })

function searchers(context: BenchContext, word: string) {
  const expected = expectMessages(context.stored.searchIds(word))
  return virtualUsers(context, context.hearth).map((user, client) => {
    const path = `/searches?q=${word}&client=${client}`
    return new UncachedReader((count) => get(user, `${path}&count=${count}`), expected)
  })
}

/** Posts each message with the rare word. */
async function postOnce(context: BenchContext, word: string) {
  const user = firstUser(context, context.hearth)
  const form = { "message[body]": `<p>A ${word}</p>` }
  await requestOnce(context.hearth.port, post(user, `/rooms/${user.room.id}/messages`, form))
}
