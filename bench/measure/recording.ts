import type { Recorded, Script } from "../bare/responses"
import { Client } from "../driver/client"
import { Poster } from "../driver/poster"
import { cookies, get } from "../driver/request"
import { record } from "../machine/bare-server"
import { askers, type Scene, somebody } from "./context"
import type { Kind } from "./page-kinds"

/** What each of the clients gets from Hearth now, for the bare server to give again. */
export function recordPages(scene: Scene, kind: Kind): Promise<Script["pages"]> {
  return Promise.all(
    askers(scene, scene.hearth).map(async (asker, client) => {
      const { path } = kind.page(scene, client)
      return [cookies(asker), record(await askOnce(asker.port, get(asker, path)))] as const
    }),
  )
}

/** What Hearth replies to a message, which is posted for it. */
export async function recordReply(scene: Scene): Promise<Recorded> {
  const asker = somebody(scene, scene.hearth)
  return record(await askOnce(asker.port, new Poster(asker).next()))
}

export async function askOnce(port: number, request: Uint8Array): Promise<Buffer> {
  const client = await Client.open(port)
  const answer = await client.ask(request)
  client.close()
  return answer
}
