/** Who wrote a message, and when: epoch milliseconds. */
export type Stamp = { userId: string; sentAt: number }

const GAP = 5 * 60_000

/** A message belongs to the one before it: same author, same day, at most five minutes later. */
export function continues(previous: Stamp | null, message: Stamp): boolean {
  return (
    previous !== null &&
    previous.userId === message.userId &&
    Math.abs(message.sentAt - previous.sentAt) <= GAP &&
    !opensDay(previous, message)
  )
}

/** A message is the first of its day, by the reader's calendar. */
export function opensDay(previous: Stamp | null, message: Stamp): boolean {
  return previous === null || dayOf(previous) !== dayOf(message)
}

function dayOf({ sentAt }: Stamp) {
  return new Date(sentAt).toDateString()
}
