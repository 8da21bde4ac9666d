import { Extension } from "@37signals/lexxy"
import { $getSelection, $setSelection } from "lexical"
import { fold, rankCandidates } from "../models/composer/candidates"
import { answerEveryRequest } from "./prompt-requests"

const TRIGGER = "@"

/** Milliseconds after which keys no longer wait for the server. */
const PATIENCE = 3_000

/** Milliseconds after which an @ that has opened nothing is shown to the editor again. */
const SOON = 100

const PICKS = ["Enter", "Tab"]
const MODIFIERS = ["Shift", "CapsLock", "Control", "Meta", "Alt", "AltGraph"]

/**
 * Teaches the editor's menu of people manners.
 *
 * - Its people come from the server, a moment after each key: those who are listed already are
 *   sifted at once, and a key that picks waits when none of them is meant, or none is listed yet,
 *   and with it what is typed after it.
 * - Names may hold spaces, so it would stay open for the rest of every line with an @ in it, and
 *   take its Enter: it goes once nobody is called that.
 * - Whoever doesn't see it is told what it is, and who is marked.
 */
export class MentionMenu extends Extension {
  readonly #watch = new MutationObserver(() => this.#attend())
  #contents: LexxyEditor["contents"] | undefined
  #open = false
  /** Somebody is being called, whom the menu that has yet to open may know. */
  #called = false
  #picking: KeyboardEvent | undefined
  /** What is typed while a pick waits, in its order; null while none does. */
  #held: KeyboardEvent[] | null = null
  #patience: ReturnType<typeof setTimeout> | undefined
  #rousing: ReturnType<typeof setTimeout> | undefined

  constructor(editorElement: LexxyEditor) {
    super(editorElement)
    // Before the form around it, which would send what has a menu yet to come.
    document.addEventListener("keydown", this.#hold, { capture: true })
    editorElement.addEventListener("lexxy:change", this.#sift)
    this.#watch.observe(editorElement, {
      attributeFilter: ["aria-selected", "class"],
      childList: true,
      subtree: true,
    })
  }

  override dispose() {
    document.removeEventListener("keydown", this.#hold, { capture: true })
    this.editorElement.removeEventListener("lexxy:change", this.#sift)
    this.#watch.disconnect()
    clearTimeout(this.#patience)
    clearTimeout(this.#rousing)
  }

  #hold = (event: KeyboardEvent) => {
    if (!event.isTrusted || MODIFIERS.includes(event.key)) return
    if (event.target !== this.editorElement.editorContentElement) return
    answerEveryRequest(this.editorElement.querySelector("lexxy-prompt")?.source)
    if (this.#held && this.#holds(event)) return swallow(event)
    this.#letGo()
    if (event.key === TRIGGER) this.#called = beginsWord()
    if (event.key === "Escape") this.#called = false
    if (!PICKS.includes(event.key) || event.isComposing) return
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
    if (!(this.#isAwaited && isPlain) && !this.#isBehind) return
    swallow(event)
    this.#picking = event
    this.#held = []
    this.#patience = setTimeout(() => this.#giveUp(), PATIENCE)
  }

  // The last that was typed can be taken back, too.
  #holds(event: KeyboardEvent) {
    if (event.key === "Backspace") return this.#held?.pop() !== undefined
    if (!isTyping(event)) return false
    this.#held?.push(event)
    return true
  }

  #sift = () => {
    this.#rouse(performance.now() + PATIENCE)
    if (this.#menu && /^\s/.test(this.#query)) return this.#close()
    const meant = rankCandidates(this.#options.filter(this.#isMeant), this.#query)
    if (meant.length === 0 || meant.length === this.#options.length) return
    this.#menu?.replaceChildren(...meant.map(({ option }) => option))
    this.#mark(meant[0]?.option)
  }

  // The editor is deaf to an @ while it still asks for the one before, and for a frame after its
  // menu has closed. With each update it looks again at what stands before the caret.
  #rouse(until: number) {
    clearTimeout(this.#rousing)
    if (!this.#called || this.#menu || !this.#endsWithCall || performance.now() > until) return
    this.#rousing = setTimeout(() => {
      const { editor, editorContentElement } = this.editorElement
      if (document.activeElement !== editorContentElement) return
      editor?.update(() => $setSelection($getSelection()?.clone() ?? null))
      this.#rouse(until)
    }, SOON)
  }

  #attend() {
    const menu = this.#menu
    if (menu && !this.#open) this.#begin()
    this.#open = menu !== null
    if (menu) {
      menu.ariaLabel ??= "People to mention"
      for (const marked of menu.querySelectorAll('[aria-selected=""]')) marked.ariaSelected = "true"
    }
    if (menu ? this.#isBehind : this.#picking && this.#isAwaited) return
    const isNobody = menu !== null && this.#options.length === 0
    // Whoever has not seen the menu means by Enter what it always does, where it knows nobody.
    const isOver = isNobody && (/\s/.test(this.#query) || (this.#called && !!this.#picking))
    if (isOver) this.#close()
    if (menu && this.#picking && isNobody === isOver) this.#press(this.#picking)
    if (menu) this.#called = false
    this.#letGo()
  }

  #mark(option: HTMLElement | undefined) {
    for (const { option: other } of this.#options)
      if (other !== option) other.removeAttribute("aria-selected")
    if (!option) return
    option.ariaSelected = "true"
    this.editorElement.editorContentElement?.setAttribute("aria-activedescendant", option.id)
  }

  /** The server has not said who is called that: where there is no menu, the key is an ordinary one. */
  #giveUp() {
    const key = this.#isAwaited ? this.#picking : undefined
    this.#called = false
    if (key) this.#press(key)
    this.#letGo()
  }

  /** No key waits any longer: what was typed meanwhile comes where it was meant. */
  #letGo() {
    clearTimeout(this.#patience)
    const held = this.#held ?? []
    this.#held = null
    this.#picking = undefined
    let text = ""
    for (const event of held) {
      if (event.key !== "Enter") text += event.key
      else {
        this.#type(text)
        this.#press(event)
        text = ""
      }
    }
    this.#type(text)
  }

  // At once, so that a key after it finds it there.
  #type(text: string) {
    if (!text) return
    this.editorElement.contents.insertText(text)
    this.editorElement.editor?.update(() => {}, { discrete: true })
  }

  #press({ key, shiftKey }: KeyboardEvent) {
    const options = { key, shiftKey, bubbles: true, cancelable: true }
    this.editorElement.editorContentElement?.dispatchEvent(new KeyboardEvent("keydown", options))
  }

  #begin() {
    if (this.#contents !== this.editorElement.contents) {
      this.#contents = this.editorElement.contents
      endWithEditor(this.#contents)
    }
    // It listens to what is written only from now on, with what was asked for before.
    if (this.#query) this.editorElement.dispatchEvent(new Event("lexxy:change"))
  }

  // As if by the one who writes; to nobody but the menu.
  #close() {
    this.editorElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))
  }

  #isMeant = ({ name }: { name: string }) => fold(name).includes(fold(this.#query).trimEnd())

  get #isAwaited() {
    return this.#called && this.#menu === null && /^\S/.test(this.#query)
  }

  get #endsWithCall() {
    return this.editorElement.contents.containsTextBackUntil(TRIGGER) && this.#query === ""
  }

  get #isBehind() {
    return this.#options.length > 0 && !this.#options.some(this.#isMeant)
  }

  get #query() {
    return this.editorElement.contents.textBackUntil(TRIGGER)
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

/** Whether an @ typed now would call somebody: not in the middle of an address, nor in code. */
function beginsWord() {
  const { anchorNode, anchorOffset = 0 } = getSelection() ?? {}
  if (anchorNode?.parentElement?.closest("code")) return false
  return !(anchorNode instanceof Text) || /(^|\s)$/.test(anchorNode.data.slice(0, anchorOffset))
}

function swallow(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

// An editor that goes away updates once more, and where it ends with an @ the menu would open on
// what is gone already.
function endWithEditor(contents: LexxyEditor["contents"]) {
  const contains = contents.containsTextBackUntil.bind(contents)
  contents.containsTextBackUntil = (start) => contents.editor !== null && contains(start)
}
