import { notify } from "../../page/notice"

const MARGIN = 8

/** The one place on a page where emoji are picked from; it comes with the first who asks. */
let popover: HTMLElement | undefined
let onPick: (emoji: string) => void = () => {}

/** Shows all emoji beside `anchor`, and gives the one that is picked to `picked`. */
export async function pickEmoji(anchor: HTMLElement, picked: (emoji: string) => void) {
  const shown = (await loadPopover()) ?? null
  if (!shown || !anchor.isConnected) return
  onPick = picked
  // What lies outside an open dialog can't be reached.
  const place = anchor.closest("dialog") ?? document.body
  if (shown.parentElement !== place) place.append(shown)
  shown.showPopover()
  placeBeside(shown, anchor)
  focusSearch(shown)
}

async function loadPopover() {
  try {
    popover ??= await build()
    return popover
  } catch {
    notify("The emoji can’t be loaded just now. Those on your keyboard work as well.")
  }
}

async function build() {
  const { newPicker } = await import("../../emoji-picker")
  const picker = newPicker()
  const around = document.createElement("div")
  around.className = "emoji-popover"
  around.popover = "auto"
  around.setAttribute("role", "dialog")
  around.setAttribute("aria-label", "Emoji")
  around.append(picker)
  picker.addEventListener("emoji-click", ({ detail: { unicode } }) => {
    around.hidePopover()
    if (unicode) onPick(unicode)
  })
  return around
}

/** Above the anchor where there is room, and never over an edge of the window. */
function placeBeside(shown: HTMLElement, anchor: HTMLElement) {
  const { left, top, bottom } = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = shown
  const above = top - height - MARGIN
  const below = Math.min(bottom + MARGIN, innerHeight - height - MARGIN)
  shown.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`
  shown.style.top = `${Math.max(MARGIN, above >= MARGIN ? above : below)}px`
}

// Its field comes when the picker has drawn itself; a touch screen's keyboard would cover the emoji.
function focusSearch(shown: HTMLElement) {
  if (matchMedia("(pointer: coarse)").matches) return
  const root = shown.querySelector("emoji-picker")?.shadowRoot
  const field = () => root?.querySelector<HTMLElement>("input")
  if (!root || field()) return field()?.focus()
  const drawn = new MutationObserver(() => {
    if (!field()) return
    drawn.disconnect()
    field()?.focus()
  })
  drawn.observe(root, { childList: true, subtree: true })
}
