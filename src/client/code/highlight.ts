import type { Token, TokenStream } from "prismjs"
import { whenIdle } from "../page/timing"
import { guessLanguage } from "./guess"
import { Prism } from "./languages"

/** Longer than what anybody reads in a chat, and it would take a while. */
const MAX_CHARACTERS = 20_000

/** Colours code, when the browser has nothing better to do. Code with markup in it is left as it is. */
export function highlight(pre: HTMLElement) {
  whenIdle(() => {
    const code = codeIn(pre)
    if (code === null || code.length > MAX_CHARACTERS) return

    const language = pre.dataset.language ?? guessLanguage(code)
    const grammar = language === null ? undefined : Prism.languages[language]
    if (language !== null && grammar) pre.replaceChildren(...colour(code, grammar, language))
  })
}

/** Its text, if it is nothing else; lines may end in breaks. */
function codeIn(pre: HTMLElement) {
  const only = pre.children.length === 1 ? pre.querySelector(":scope > code") : null
  const holder = only ?? pre
  if ([...holder.children].some(({ localName }) => localName !== "br")) return null
  return [...holder.childNodes].map((node) => node.textContent || lineEnd(node)).join("")
}

const lineEnd = (node: Node) => (node instanceof HTMLBRElement ? "\n" : "")

type Task = { code: string; grammar: Prism.Grammar; language: string; tokens: TokenStream }

// Some grammars, such as that of PHP in HTML, do their work around the tokenizer.
function colour(code: string, grammar: Prism.Grammar, language: string) {
  const task: Task = { code, grammar, language, tokens: [] }
  Prism.hooks.run("before-tokenize", task)
  task.tokens = Prism.tokenize(task.code, task.grammar)
  Prism.hooks.run("after-tokenize", task)
  return nodesOf(task.tokens)
}

// Elements, not markup: whatever the code says, it stays text.
function nodesOf(stream: TokenStream): (Node | string)[] {
  if (typeof stream === "string") return [stream]
  return Array.isArray(stream) ? stream.flatMap(nodesOf) : [elementOf(stream)]
}

function elementOf({ type, alias, content }: Token) {
  const span = document.createElement("span")
  span.classList.add("token", type, ...[alias ?? []].flat())
  span.append(...nodesOf(content))
  return span
}
