import { z } from "zod"
import { channel } from "./channel"
import type { Identity } from "./identity"
import { verifyStreamName } from "./signed-stream"

/** Whether `stream` is closed to `identity` here, however well its name is signed. */
export type Reservation = (stream: string, identity: Identity) => boolean

const reservations = new Set<Reservation>()

/** Keeps streams out of the generic channel: those that have a channel of their own, or an owner. */
export function reserveStreams(reservation: Reservation) {
  reservations.add(reservation)
}

export const turboStreamsChannel = channel("Turbo::StreamsChannel", {
  params: z.object({ signed_stream_name: z.string() }),

  subscribed(subscription) {
    const stream = verifyStreamName(subscription.params.signed_stream_name)
    const open =
      stream !== null &&
      ![...reservations].some((reserves) => reserves(stream, subscription.identity))
    if (open) subscription.streamFrom(stream)
    else subscription.reject()
  },
})
