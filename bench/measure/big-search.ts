import { type Expected, messageIds, Reader } from "../driver/reader"
import { get, post } from "../driver/request"
import { compareCosts, type Row } from "../report/row"
import { alternate } from "./alternate"
import { driven } from "./clients"
import { askers, type Scene, somebody } from "./context"
import { withHugeRoom } from "./huge-room"
import { askOnce } from "./recording"

/** What very much more to look through may cost. */
const MOST = 2

const RARE = "tortoise"
const WORDS: [kind: string, word: string][] = [
  ["a common word", "please"],
  ["a rare word", RARE],
]

/** The search of one who has 2,000,000 messages, in place of Hearth, and with 5,000, in place of the bare. */
export const measureBigSearch = (scene: Scene): Promise<Row[]> =>
  withHugeRoom(scene, async (huge) => {
    const rows: Row[] = []
    for (const one of [huge, scene]) await sayOnce(one, RARE)
    for (const [kind, word] of WORDS) {
      const ours = await driven(huge.hearth, seekers(huge, word))
      const theirs = await driven(scene.hearth, seekers(scene, word))
      const pairs = await alternate(ours, theirs, scene.pace)
      ours.close()
      theirs.close()
      const name = `${(scene.huge ?? 0).toLocaleString("en")} messages and 5,000: search for ${kind}`
      rows.push(compareCosts(name, pairs, MOST))
    }
    return rows
  })

function seekers(scene: Scene, word: string) {
  const expected = messageIds(scene.log.withWord(word))
  return askers(scene, scene.hearth).map((asker, client) => {
    const path = `/searches?q=${word}&client=${client}`
    return new Seeker(expected, (count) => get(asker, `${path}&count=${count}`))
  })
}

/** Asks for the same at ever new addresses, so that no answer can be given again. */
class Seeker extends Reader {
  #count = 0

  constructor(
    expected: Expected,
    readonly at: (count: number) => Buffer,
  ) {
    super(at(0), expected)
  }

  override next() {
    return this.at(++this.#count)
  }
}

/** In so much that is said, one word that is said once. */
async function sayOnce(scene: Scene, word: string) {
  const asker = somebody(scene, scene.hearth)
  const form = { "message[body]": `<p>A ${word}</p>` }
  await askOnce(scene.hearth.port, post(asker, `/rooms/${asker.room.id}/messages`, form))
}
