import { session } from "@hotwired/turbo"
import { nextFrame } from "../page/timing"

/**
 * Restores the focus after a stream only if the stream removed the focused element. Turbo itself
 * restores the old focus one frame later even when the user has moved it since. When the message
 * with the focus is gone, the focus goes to the next one.
 */
export function preserveFocus() {
  session.streamMessageRenderer = { render: ({ fragment }) => render(fragment) }
}

async function render(streams: DocumentFragment) {
  const focused = document.activeElement
  const row = focused?.closest(".message")
  const beside = [row?.nextElementSibling, row?.previousElementSibling]
  document.documentElement.append(streams)
  await nextFrame()

  const isLost = document.activeElement === null || document.activeElement === document.body
  if (!isLost) return

  const same = focused?.id ? document.getElementById(focused.id) : null
  const buttons = row?.isConnected === false ? [row, ...beside].map(optionsButton) : []
  const focus = same ?? buttons.find((button) => button)
  focus?.focus({ preventScroll: true })
}

// A replaced message has the id of the old one.
function optionsButton(row: Element | null | undefined) {
  const shown = row && document.getElementById(row.id)
  return shown?.querySelector<HTMLElement>(".message__options-btn")
}
