/** Who wrote a message, and when: epoch milliseconds. */
export type MessageStamp = { userId: string; sentAt: number }

const MAX_GAP_MS = 5 * 60_000

/** A message belongs to the one before it: same author, same day, at most five minutes later. */
export function continuesGroup(previous: MessageStamp | null, message: MessageStamp): boolean {
  return (
    previous !== null &&
    previous.userId === message.userId &&
    Math.abs(message.sentAt - previous.sentAt) <= MAX_GAP_MS &&
    !startsDay(previous, message)
  )
}

/** A message is the first of its day, by the reader's calendar. */
export function startsDay(previous: MessageStamp | null, message: MessageStamp): boolean {
  return previous === null || dayOf(previous) !== dayOf(message)
}

function dayOf({ sentAt }: MessageStamp) {
  return new Date(sentAt).toDateString()
}
