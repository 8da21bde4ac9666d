import { scrollManagerOf } from "../models/messages/scroll-manager"
import { nextFrame } from "../page/timing"

const recordings = new Set<StreamElement[]>()

// A request that runs during a replay recorded the original, or was sent after it had arrived.
const replayed = new WeakSet<StreamElement>()

document.addEventListener("turbo:before-stream-render", (event) => {
  if (recordings.size === 0) return
  const { newStream } = (event as BeforeStreamRenderEvent).detail
  if (replayed.has(newStream) || !/(^|_)messages?_/.test(newStream.target ?? "")) return
  for (const streams of recordings) streams.push(newStream.cloneNode(true) as StreamElement)
})

/**
 * Loads a state of messages from the server and shows it, and then renders again what arrived while
 * the request ran: the answer may be older, and would undo it.
 *
 * @param show renders the answer in the list of `element`
 */
export async function loadState<T>(
  element: HTMLElement,
  load: () => Promise<T>,
  show: (state: T) => unknown,
): Promise<void> {
  const arrived: StreamElement[] = []
  recordings.add(arrived)
  try {
    const state = await load()
    // The streams of the answer itself are rendered here, and are not recorded.
    recordings.delete(arrived)
    const shown = show(state)
    recordings.add(arrived)
    await shown
  } finally {
    recordings.delete(arrived)
  }
  if (arrived.length === 0) return
  await settled(element)
  for (const stream of arrived) {
    replayed.add(stream)
    document.documentElement.append(stream)
  }
}

/** Resolves when the streams that the page holds now are rendered. */
async function settled(element: HTMLElement) {
  await nextFrame()
  await nextFrame()
  await scrollManagerOf(element).autoscroll(() => {})
}
