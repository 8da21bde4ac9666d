import { z } from "zod"
import { channel, type Identity } from "./channel"
import { verifyStreamName } from "./signed-stream"

/** Whether `identity` may not subscribe to `stream` through this channel. */
export type Reservation = (stream: string, identity: Identity) => boolean

const reservations = new Set<Reservation>()

/** Excludes streams from this channel, such as those with their own channel or of another user. */
export function reserveStreams(reservation: Reservation) {
  reservations.add(reservation)
}

export const turboStreamsChannel = channel("Turbo::StreamsChannel", {
  params: z.object({ signed_stream_name: z.string() }),

  subscribed(subscription) {
    const stream = verifyStreamName(subscription.params.signed_stream_name)
    const allowed =
      stream !== null &&
      ![...reservations].some((reserves) => reserves(stream, subscription.identity))
    if (allowed) subscription.streamFrom(stream)
    else subscription.reject()
  },
})
