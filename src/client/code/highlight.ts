import type { Token, TokenStream } from "prismjs"
import { whenIdle } from "../page/timing"
import { guessLanguage } from "./guess"
import { Prism } from "./languages"

/** Longer code is not highlighted: it would block the page too long. */
const MAX_CHARACTERS = 20_000

/** Highlights a code block when the browser is idle. Blocks that contain other markup stay as they are. */
export function highlight(pre: HTMLElement) {
  whenIdle(() => {
    const code = codeIn(pre)
    if (code === null || code.length > MAX_CHARACTERS) return

    const language = pre.dataset.language ?? guessLanguage(code)
    const grammar = language === null ? undefined : Prism.languages[language]
    if (language !== null && grammar) pre.replaceChildren(...colour(code, grammar, language))
  })
}

/** The text of a block, with `<br>` as newline; null if it contains other elements. */
function codeIn(pre: HTMLElement) {
  const only = pre.children.length === 1 ? pre.querySelector(":scope > code") : null
  const holder = only ?? pre
  if ([...holder.children].some(({ localName }) => localName !== "br")) return null
  return [...holder.childNodes].map((node) => node.textContent || lineEnd(node)).join("")
}

const lineEnd = (node: Node) => (node instanceof HTMLBRElement ? "\n" : "")

type Task = { code: string; grammar: Prism.Grammar; language: string; tokens: TokenStream }

// Some grammars, such as PHP in HTML, work in hooks around the tokenizer.
function colour(code: string, grammar: Prism.Grammar, language: string) {
  const task: Task = { code, grammar, language, tokens: [] }
  Prism.hooks.run("before-tokenize", task)
  task.tokens = Prism.tokenize(task.code, task.grammar)
  Prism.hooks.run("after-tokenize", task)
  return nodesOf(task.tokens)
}

// Builds elements instead of HTML, so code can never become markup.
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
