import { Controller } from "@hotwired/stimulus"

/** Faces that a group shows; the others are in its count. */
const FACES = 5

/** Puts boosts that say the same side by side, with one count and all names, however many they are. */
export default class extends Controller<HTMLElement> {
  static override targets = ["boost"]

  declare readonly boostTargets: HTMLElement[]

  #arranging = false

  boostTargetConnected() {
    this.#arrangeSoon()
  }

  boostTargetDisconnected() {
    this.#arrangeSoon()
  }

  // A page brings many at once.
  #arrangeSoon() {
    if (this.#arranging) return
    this.#arranging = true
    queueMicrotask(() => {
      this.#arranging = false
      this.#arrange()
    })
  }

  #arrange() {
    const groups = Map.groupBy(this.boostTargets, contentOf)
    let order = 0
    for (const [content, group] of groups) {
      // One's own comes last: there the group says what it says, and can be pressed.
      const faces = [...group].sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)))
      const names = faces.map(nameOf)
      let shown = 0
      faces.forEach((boost, index) => {
        const last = index === faces.length - 1
        const again = names.includes(names[index] ?? "", index + 1)
        const more = !last && (again || shown >= FACES - 1)
        boost.style.order = String(order++)
        boost.classList.toggle("boost--more", more)
        boost.classList.toggle("boost--joined", shown > 0)
        boost.classList.toggle("boost--followed", !last)
        if (!more) shown++
        say(boost, last && index > 0 ? { count: index + 1, names, content } : null)
      })
    }
  }
}

type Words = { count: number; names: string[]; content: string }

/** What a boost says for all of its group. */
function say(boost: HTMLElement, words: Words | null) {
  const content = boost.querySelector<HTMLElement>(".boost__content")
  if (!words) {
    content?.removeAttribute("data-count")
    boost.removeAttribute("title")
    return
  }
  content?.setAttribute("data-count", String(words.count))
  boost.title = `${listed(words.names)} boosted ${words.content}`
}

const contentOf = (boost: HTMLElement) =>
  boost.querySelector(".boost__content")?.textContent?.trim() ?? ""

const isOwn = (boost: HTMLElement) => boost.classList.contains("boost--mine")

function nameOf(boost: HTMLElement) {
  const said = boost.querySelector("img")?.alt ?? ""
  return said.slice(0, said.lastIndexOf(" boosted "))
}

const listed = (names: string[]) =>
  new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(new Set(names))
