import { notify } from "../../page/html"

const MARGIN = 8

/** One emoji picker for the page, loaded on first use. */
let loaded: HTMLElement | undefined
let onPick: (emoji: string) => void = () => {}

/** Opens the emoji picker beside `anchor`, and calls `picked` with the selected emoji. */
export async function pickEmoji(anchor: HTMLElement, picked: (emoji: string) => void) {
  const popover = (await loadPopover()) ?? null
  if (!popover || !anchor.isConnected) return
  onPick = picked
  // Everything outside an open modal dialog is inert.
  const parent = anchor.closest("dialog") ?? document.body
  if (popover.parentElement !== parent) parent.append(popover)
  popover.showPopover()
  placeBeside(popover, anchor)
  focusSearch(popover)
}

async function loadPopover() {
  try {
    loaded ??= await build()
    return loaded
  } catch {
    notify("The emoji picker can’t be loaded. Use your keyboard’s emoji, or try again later.")
  }
}

async function build() {
  const { newPicker } = await import("../../emoji-picker")
  const picker = newPicker()
  const element = document.createElement("div")
  element.className = "emoji-popover"
  element.popover = "auto"
  element.setAttribute("role", "dialog")
  element.setAttribute("aria-label", "Emoji")
  element.append(picker)
  picker.addEventListener("emoji-click", ({ detail: { unicode } }) => {
    element.hidePopover()
    if (unicode) onPick(unicode)
  })
  return element
}

/** Places the popover above the anchor where it fits, else below, inside the window. */
function placeBeside(popover: HTMLElement, anchor: HTMLElement) {
  const { left, top, bottom } = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const above = top - height - MARGIN
  const below = Math.min(bottom + MARGIN, innerHeight - height - MARGIN)
  popover.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`
  popover.style.top = `${Math.max(MARGIN, above >= MARGIN ? above : below)}px`
}

// The picker renders its search field asynchronously. On touch screens the keyboard would cover it.
function focusSearch(popover: HTMLElement) {
  if (matchMedia("(pointer: coarse)").matches) return
  const root = popover.querySelector("emoji-picker")?.shadowRoot
  const field = () => root?.querySelector<HTMLElement>("input")
  if (!root || field()) return field()?.focus()
  const observer = new MutationObserver(() => {
    if (!field()) return
    observer.disconnect()
    field()?.focus()
  })
  observer.observe(root, { childList: true, subtree: true })
}
