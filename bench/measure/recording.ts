import type { RecordedResponse, ResponseScript } from "../bare/responses"
import { Client } from "../driver/client"
import { Poster } from "../driver/poster"
import { cookies, get } from "../driver/request"
import { recordResponse } from "../machine/bare-server"
import { type BenchContext, firstUser, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"

/** What each of the clients gets from Hearth now, for the bare server to give again. */
export function recordPages(
  context: BenchContext,
  kind: PageKind,
): Promise<ResponseScript["pages"]> {
  return Promise.all(
    virtualUsers(context, context.hearth).map(async (asker, client) => {
      const { path } = kind.page(context, client)
      return [
        cookies(asker),
        recordResponse(await requestOnce(asker.port, get(asker, path))),
      ] as const
    }),
  )
}

/** What Hearth replies to a message, which is posted for it. */
export async function recordReply(context: BenchContext): Promise<RecordedResponse> {
  const asker = firstUser(context, context.hearth)
  return recordResponse(await requestOnce(asker.port, new Poster(asker).nextRequest()))
}

export async function requestOnce(port: number, request: Uint8Array): Promise<Buffer> {
  const client = await Client.open(port)
  const answer = await client.request(request)
  client.close()
  return answer
}
