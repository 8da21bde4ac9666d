import { Controller } from "@hotwired/stimulus"
import { visit } from "@hotwired/turbo"
import { Current } from "../../page/current"
import { hasOnlyModifiers, isCommand, isComposing, takesText } from "../../page/keys"

type Direction = "previous" | "next"

const STEPS: Record<string, Direction> = { ArrowUp: "previous", ArrowDown: "next" }
const TAKES_ESCAPE =
  'dialog[open], .emoji-popover:popover-open, .boost--revealed, details[open]:is(.message__actions, [data-controller~="popup"]), #sidebar.open, suggestion-select, .lexxy-prompt-menu--visible'

/** Keyboard shortcuts of the whole page. */
export default class extends Controller<HTMLElement> {
  static override targets = ["sheet"]

  declare readonly sheetTarget: HTMLDialogElement

  // The room that the last shortcut opens: the next key may come before its page.
  #targetRoomId: number | null = null

  /** Runs in the capture phase, so that on Escape it still sees the element that Escape closes. */
  press(event: KeyboardEvent) {
    if (event.defaultPrevented || isComposing(event)) return
    if (event.key === "Escape") return this.#escape(event)

    const act = this.#actionFor(event)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  jump() {
    this.dispatch("jump")
  }

  openSheet(event?: Event) {
    event?.preventDefault()
    this.sheetTarget.showModal()
  }

  closeSheet() {
    this.sheetTarget.close()
  }

  closeOnBackdrop({ target }: Event) {
    if (target === this.sheetTarget) this.closeSheet()
  }

  #actionFor(event: KeyboardEvent) {
    const { target, key } = event
    if (isTyped(event)) return null
    if (isCommand(event, "k") && !isLinkShortcut(target))
      return otherDialog() ? null : () => this.jump()
    if (document.querySelector("dialog[open]")) return null

    if (
      isCommand(event, "f", { shift: true }) ||
      (key === "/" && hasOnlyModifiers(event) && !takesText(target))
    )
      return () => search()
    if (key === "?" && !event.ctrlKey && !event.metaKey && !takesText(target))
      return () => this.openSheet()
    const step = STEPS[key]
    if (!step || (takesText(target) && !inComposer(target))) return null
    if (hasOnlyModifiers(event, { alt: true })) return () => this.#go(step)
    if (hasOnlyModifiers(event, { alt: true, shift: true })) return () => this.#go(step, ".unread")
    return null
  }

  #go(direction: Direction, which = "*") {
    const row = adjacentRoom(this.#targetRoomId ?? Current.room.id, direction, which)
    if (!row) return
    this.#targetRoomId = Number(row.dataset.roomId)
    row.click()
  }

  #escape(event: KeyboardEvent) {
    const room = Current.room.id
    if (room === null || event.repeat || !hasOnlyModifiers(event)) return
    if (takesText(event.target) && !inComposer(event.target)) return
    if (document.querySelector(TAKES_ESCAPE)) return

    fetch(`/rooms/${room}/reading`, { method: "POST" }).catch(() => {})
    document.querySelector<HTMLElement>('[data-messages-target~="latest"]:not([hidden])')?.click()
  }
}

/** The sidebar row before or after `room` that matches `selector`, wrapping around at the ends. */
function adjacentRoom(room: number | null, direction: Direction, selector: string) {
  const rows = [...document.querySelectorAll<HTMLElement>("#user_sidebar a[data-room-id]")]
  const current = rows.findIndex(({ dataset }) => Number(dataset.roomId) === room)
  const others = current === -1 ? rows : [...rows.slice(current + 1), ...rows.slice(0, current)]
  if (direction === "previous") others.reverse()
  return others.find((row) => row.matches(selector))
}

function search() {
  const field = document.querySelector<HTMLInputElement>(".searches__input")
  if (!field) return visit("/searches")
  field.focus()
  field.select()
}

// Asked first, because to look for an open dialog searches the whole page.
const isTyped = (event: KeyboardEvent) =>
  event.key.length === 1 &&
  hasOnlyModifiers(event, { shift: event.shiftKey }) &&
  takesText(event.target)

const otherDialog = () => document.querySelector("dialog[open]:not(#switcher)")

// In the editor the same keys turn the selected text into a link.
function isLinkShortcut(target: EventTarget | null) {
  return (
    target instanceof HTMLElement && target.isContentEditable && getSelection()?.type === "Range"
  )
}

// The message field itself, not an input in one of the editor's menus.
function inComposer(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    target.closest("#composer") !== null &&
    (target.isContentEditable || target instanceof HTMLTextAreaElement)
  )
}
