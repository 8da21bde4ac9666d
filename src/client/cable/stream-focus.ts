import { session } from "@hotwired/turbo"
import { nextFrame } from "../page/timing"

/**
 * Restores the focus after a stream only if the stream removed the focused element. Turbo itself
 * restores the old focus one frame later even when the user has moved it since.
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
