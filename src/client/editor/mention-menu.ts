import { Extension } from "@37signals/lexxy"
import { $getSelection, $setSelection } from "lexical"
import { fold } from "../../platform/text/fold"
import { startsMention } from "../../platform/text/tokens"
import { rankCandidates } from "../models/composer/candidates"
import { recognizeMentions, TRIGGERS } from "./mention-token"
import { answerEveryRequest } from "./prompt-requests"

/** Keys wait this long for the server's response. */
const SERVER_TIMEOUT_MS = 3_000

/** Delay before the editor is asked again to open the menu for an "@". */
const REOPEN_DELAY_MS = 100

const PICK_KEYS = ["Enter", "Tab"]
const MODIFIERS = ["Shift", "CapsLock", "Control", "Meta", "Alt", "AltGraph"]

/**
 * Improves the editor's mention menu.
 *
 * - The server's items arrive after a delay. Listed people are filtered at once. Enter or Tab waits
 *   while no listed person matches, and keys typed after it are queued.
 * - Names may contain spaces, so the menu would stay open for the rest of the line and handle its
 *   Enter. It closes when nobody matches.
 * - It has an accessible name, and `aria-selected` has a valid value.
 */
export class MentionMenu extends Extension {
  readonly #menuChanges = new MutationObserver(() => this.#handleMenuChange())
  #contents: LexxyEditor["contents"] | undefined
  #open = false
  /** An "@" was typed for which the menu has not opened yet. */
  #mentioning = false
  #waitingPick: KeyboardEvent | undefined
  /** Keys typed while Enter or Tab waits, in order; null while none waits. */
  #queued: KeyboardEvent[] | null = null
  #timeout: ReturnType<typeof setTimeout> | undefined
  #reopenTimer: ReturnType<typeof setTimeout> | undefined

  constructor(editorElement: LexxyEditor) {
    super(editorElement)
    // Capture on the document runs before the composer's form, which would send on Enter.
    document.addEventListener("keydown", this.#handleKey, { capture: true })
    editorElement.addEventListener("focusin", this.#prepare)
    editorElement.addEventListener("lexxy:change", this.#filter)
    this.#menuChanges.observe(editorElement, {
      attributeFilter: ["aria-selected", "class"],
      childList: true,
      subtree: true,
    })
  }

  override dispose() {
    document.removeEventListener("keydown", this.#handleKey, { capture: true })
    this.editorElement.removeEventListener("focusin", this.#prepare)
    this.editorElement.removeEventListener("lexxy:change", this.#filter)
    this.#menuChanges.disconnect()
    clearTimeout(this.#timeout)
    clearTimeout(this.#reopenTimer)
  }

  #prepare = () => {
    recognizeMentions(this.editorElement)
    answerEveryRequest(this.#prompt?.source)
  }

  #handleKey = (event: KeyboardEvent) => {
    if (!event.isTrusted || MODIFIERS.includes(event.key)) return
    if (event.target !== this.editorElement.editorContentElement) return
    this.#prepare()
    if (this.#queued && this.#queueKey(event)) return cancel(event)
    this.#flush()
    if (TRIGGERS.includes(event.key)) this.#mentioning = mayMention()
    if (event.key === "Escape") this.#mentioning = false
    if (!PICK_KEYS.includes(event.key) || event.isComposing) return
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
    if (!(this.#isOpening && isPlain) && !this.#isStale) return
    cancel(event)
    this.#waitingPick = event
    this.#queued = []
    this.#timeout = setTimeout(() => this.#stopWaiting(), SERVER_TIMEOUT_MS)
  }

  // Backspace removes the last queued key.
  #queueKey(event: KeyboardEvent) {
    if (event.key === "Backspace") return this.#queued?.pop() !== undefined
    if (!isTyping(event)) return false
    this.#queued?.push(event)
    return true
  }

  #filter = () => {
    this.#reopen(performance.now() + SERVER_TIMEOUT_MS)
    if (this.#menu && /^\s/.test(this.#query)) return this.#close()
    const matching = rankCandidates(this.#options.filter(this.#matches), this.#query)
    if (matching.length === 0 || matching.length === this.#options.length) return
    this.#menu?.replaceChildren(...matching.map(({ option }) => option))
    this.#select(matching[0]?.option)
  }

  // The editor ignores an "@" while an earlier request runs, and for a frame after its menu closed.
  // An empty update makes it check the text before the caret again.
  #reopen(until: number) {
    clearTimeout(this.#reopenTimer)
    if (!this.#mentioning || this.#menu || !this.#endsWithTrigger || performance.now() > until)
      return
    this.#reopenTimer = setTimeout(() => {
      const { editor, editorContentElement } = this.editorElement
      if (document.activeElement !== editorContentElement) return
      editor?.update(() => $setSelection($getSelection()?.clone() ?? null))
      this.#reopen(until)
    }, REOPEN_DELAY_MS)
  }

  #handleMenuChange() {
    const menu = this.#menu
    if (menu && !this.#open) this.#handleOpen()
    this.#open = menu !== null
    if (menu) {
      menu.ariaLabel ??= "People to mention"
      for (const selected of menu.querySelectorAll('[aria-selected=""]'))
        selected.ariaSelected = "true"
    }
    if (menu ? this.#isStale : this.#waitingPick && this.#isOpening) return
    const isEmpty = menu !== null && this.#options.length === 0
    // With no match, an Enter pressed before the menu opened keeps its usual meaning.
    const shouldClose =
      isEmpty && (/\s/.test(this.#query) || (this.#mentioning && !!this.#waitingPick))
    if (shouldClose) this.#close()
    if (menu && this.#waitingPick && isEmpty === shouldClose) this.#press(this.#waitingPick)
    if (menu) this.#mentioning = false
    this.#flush()
  }

  #select(option: HTMLElement | undefined) {
    for (const { option: other } of this.#options)
      if (other !== option) other.removeAttribute("aria-selected")
    if (!option) return
    option.ariaSelected = "true"
    this.editorElement.editorContentElement?.setAttribute("aria-activedescendant", option.id)
  }

  /** The server did not respond in time. Without a menu the waiting key gets its usual meaning. */
  #stopWaiting() {
    const key = this.#isOpening ? this.#waitingPick : undefined
    this.#mentioning = false
    if (key) this.#press(key)
    this.#flush()
  }

  /** Ends the wait and replays the queued keys. */
  #flush() {
    clearTimeout(this.#timeout)
    const queued = this.#queued ?? []
    this.#queued = null
    this.#waitingPick = undefined
    let text = ""
    for (const event of queued) {
      if (event.key !== "Enter") text += event.key
      else {
        this.#type(text)
        this.#press(event)
        text = ""
      }
    }
    this.#type(text)
  }

  // A discrete update applies the text before the next key.
  #type(text: string) {
    if (!text) return
    this.editorElement.contents.insertText(text)
    this.editorElement.editor?.update(() => {}, { discrete: true })
  }

  #press({ key, shiftKey }: KeyboardEvent) {
    const options = { key, shiftKey, bubbles: true, cancelable: true }
    this.editorElement.editorContentElement?.dispatchEvent(new KeyboardEvent("keydown", options))
  }

  #handleOpen() {
    if (this.#contents !== this.editorElement.contents) {
      this.#contents = this.editorElement.contents
      ignoreRemovedEditor(this.#contents)
    }
    // The menu opened with an old query and listens to changes only from now on.
    if (this.#query) this.editorElement.dispatchEvent(new Event("lexxy:change"))
  }

  // A synthetic Escape that only the menu handles.
  #close() {
    this.editorElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))
  }

  #matches = ({ name }: { name: string }) => fold(name).includes(fold(this.#query).trimEnd())

  get #isOpening() {
    return this.#mentioning && this.#menu === null && /^\S/.test(this.#query)
  }

  get #endsWithTrigger() {
    return this.editorElement.contents.containsTextBackUntil(this.#trigger) && this.#query === ""
  }

  get #isStale() {
    return this.#options.length > 0 && !this.#options.some(this.#matches)
  }

  get #prompt() {
    return this.editorElement.querySelector("lexxy-prompt")
  }

  get #trigger() {
    return this.#prompt?.trigger ?? "@"
  }

  get #query() {
    return this.editorElement.contents.textBackUntil(this.#trigger)
  }

  get #options() {
    const options = this.#menu?.querySelectorAll<HTMLElement>("[role=option]") ?? []
    return Array.from(options, (option) => ({
      option,
      name: option.querySelector(".lexxy-prompt-menu__name")?.textContent ?? "",
    }))
  }

  get #menu() {
    return this.editorElement.querySelector<HTMLElement>(".lexxy-prompt-menu--visible")
  }
}

const isTyping = ({ key, isComposing, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  (key.length === 1 || key === "Enter") && !isComposing && !ctrlKey && !metaKey && !altKey

/** Whether an "@" typed now starts a mention: not inside a word or in code. */
function mayMention() {
  const { anchorNode, anchorOffset = 0 } = getSelection() ?? {}
  if (anchorNode?.parentElement?.closest("code")) return false
  return !(anchorNode instanceof Text) || startsMention(anchorNode.data.slice(0, anchorOffset))
}

function cancel(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

// A removed editor updates once more. If its text ends with "@", the menu would open on it.
function ignoreRemovedEditor(contents: LexxyEditor["contents"]) {
  const contains = contents.containsTextBackUntil.bind(contents)
  contents.containsTextBackUntil = (start) => contents.editor !== null && contains(start)
}
