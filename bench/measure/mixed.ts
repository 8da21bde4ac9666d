import { Listener, Talk } from "../driver/growing-page"
import { Mixture } from "../driver/mixed-workload"
import { DeafPoster, Poster } from "../driver/poster"
import { Reader } from "../driver/reader"
import { get } from "../driver/request"
import { startBareServer } from "../machine/bare-server"
import { compare, type Row } from "../report/row"
import { alternate } from "./alternate"
import { driven } from "./clients"
import { askers, type Scene } from "./context"
import type { Kind } from "./page-kinds"
import { recordPages, recordReply } from "./recording"

const BUDGET = 0.5
/** Of so many requests one posts: 5 %. */
const EVERY = 20

/** A page while people talk: whoever asks for it posts in the busy room now and then. */
export const measureMixed =
  (kind: Kind) =>
  async (scene: Scene): Promise<Row> => {
    const { hearth, cores, pace } = scene
    const reply = await recordReply(scene)
    const bare = await startBareServer(cores, { pages: await recordPages(scene, kind), reply })
    const theirs = await driven(bare, deafParts(scene, kind, bare, reply.body))
    const { parts, check } = livelyParts(scene, kind)
    const ours = await driven(hearth, parts, check)
    try {
      const pairs = await alternate(ours, theirs, pace)
      return compare(`${kind.name}, 5 % of requests post`, pairs, BUDGET)
    } finally {
      ours.close()
      theirs.close()
      await bare.stop()
    }
  }

function livelyParts(scene: Scene, kind: Kind) {
  const talk = new Talk(scene.log.newest(scene.seed.busy))
  const parts = askers(scene, scene.hearth).map((asker, client) => {
    const { path, expected } = kind.page(scene, client)
    const reader = kind.grows ? new Listener(talk, asker) : new Reader(get(asker, path), expected)
    return new Mixture(reader, new Poster(asker, (id) => talk.acknowledged(id)), EVERY, client)
  })
  return { parts, check: () => talk.check() }
}

/** The bare server's pages stay as they were recorded, and so does its reply. */
function deafParts(scene: Scene, kind: Kind, bare: { port: number }, reply: Uint8Array) {
  return askers(scene, bare).map((asker, client) => {
    const { path, expected } = kind.page(scene, client)
    const reader = new Reader(get(asker, path), expected)
    return new Mixture(reader, new DeafPoster(asker, reply), EVERY, client)
  })
}
