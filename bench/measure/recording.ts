import type { RecordedResponse } from "../bare/recorded-response"
import type { ResponseScript } from "../bare/responses"
import { Client } from "../driver/client"
import { Poster } from "../driver/poster"
import { cookies, get } from "../driver/request"
import { recordResponse } from "../machine/bare-server"
import { type BenchContext, firstUser, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"

/** Records the page of each virtual user for the bare server. */
export function recordPages(
  context: BenchContext,
  kind: PageKind,
): Promise<ResponseScript["pages"]> {
  return Promise.all(
    virtualUsers(context, context.hearth).map(async (user, client) => {
      const { path } = kind.page(context, client)
      return [cookies(user), recordResponse(await requestOnce(user.port, get(user, path)))] as const
    }),
  )
}

/** Posts a message in `room` and records Hearth's reply. */
export async function recordReply(
  context: BenchContext,
  room: { id: number },
): Promise<RecordedResponse> {
  const user = { ...firstUser(context, context.hearth), room }
  return recordResponse(await requestOnce(user.port, new Poster(user).nextRequest()))
}

export async function requestOnce(port: number, request: Uint8Array): Promise<Buffer> {
  const client = await Client.open(port)
  const response = await client.request(request)
  client.close()
  return response
}
