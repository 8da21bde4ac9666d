import { session } from "@hotwired/turbo"
import { nextFrame } from "../page/timing"

/**
 * Lets a stream give the focus back only to what it took it from. Turbo looks where the focus was
 * before the stream and puts it there again a frame later, also when its reader has moved on
 * meanwhile: what they then type goes to the link they came by, and their message is lost.
 */
export function preserveFocus() {
  session.streamMessageRenderer = { render: ({ fragment }) => render(fragment) }
}

async function render(streams: DocumentFragment) {
  const focused = document.activeElement
  document.documentElement.append(streams)
  await nextFrame()

  const isLost = document.activeElement === null || document.activeElement === document.body
  if (isLost && focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true })
}
