/** The author of a message, and its time in epoch milliseconds. */
export type MessageStamp = { userId: string; sentAt: number }

const MAX_GAP_MS = 5 * 60_000

/** Whether `message` is shown without avatar: same author, same day, at most five minutes apart. */
export function continuesGroup(previous: MessageStamp | null, message: MessageStamp): boolean {
  return (
    previous !== null &&
    previous.userId === message.userId &&
    Math.abs(message.sentAt - previous.sentAt) <= MAX_GAP_MS &&
    !startsDay(previous, message)
  )
}

/** Whether `message` is the first of its day in the browser's time zone. */
export function startsDay(previous: MessageStamp | null, message: MessageStamp): boolean {
  return previous === null || dayOf(previous) !== dayOf(message)
}

function dayOf({ sentAt }: MessageStamp) {
  return new Date(sentAt).toDateString()
}
