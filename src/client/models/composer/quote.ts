import { textToHtml } from "../../page/html"

type Source = { author: string; permalink: string }

/**
 * Quotes `body`, or the name of its file, with its author and permalink. Mentions become text, so
 * nobody is notified again.
 */
export function quotationHtml(body: HTMLElement, { author, permalink }: Source): string {
  const content = document.createElement("div")
  content.append(...contentOf(body))
  replaceWithText(content, ".mention", (mention) => `@${trimmedText(mention).replace(/^@/, "")}`)
  replaceWithText(content, ".sound", soundText)
  replaceWithText(content, "pre", (code) => code.textContent ?? "")
  const file = body.querySelector<HTMLElement>(".message__file")?.dataset.filename
  for (const element of content.querySelectorAll(".message__file")) element.remove()
  const href = removeEmbeds(content)
  const quoted = content.textContent?.trim() ? content.innerHTML : textToHtml(href ?? file ?? "")
  return `<blockquote>${quoted}</blockquote>${cite({ author, permalink })}`
}

function cite({ author, permalink }: Source) {
  const cite = document.createElement("cite")
  const link = document.createElement("a")
  link.setAttribute("href", permalink)
  link.textContent = "#"
  cite.append(author, " ", link)
  return cite.outerHTML
}

// Unwraps nested bodies, because the editor would make a quotation of each.
function contentOf(body: HTMLElement) {
  const contents = body.querySelectorAll(".trix-content")
  const roots = contents.length > 0 ? [...contents] : [body]
  return roots.flatMap((root) => [...root.cloneNode(true).childNodes])
}

/** @returns the URL of the first embed */
function removeEmbeds(content: HTMLElement) {
  const embeds = [...content.querySelectorAll(".og-embed")]
  const href = embeds[0]?.querySelector("a")?.getAttribute("href")
  for (const embed of embeds) embed.remove()
  return href
}

function replaceWithText(
  content: HTMLElement,
  selector: string,
  textOf: (element: HTMLElement) => string,
) {
  for (const element of content.querySelectorAll<HTMLElement>(selector)) {
    if (element.localName === "pre") element.textContent = textOf(element)
    else element.replaceWith(textOf(element))
  }
}

function soundText(sound: HTMLElement) {
  const image = sound.querySelector("img")?.getAttribute("alt")
  for (const button of sound.querySelectorAll("button")) button.remove()
  return trimmedText(sound) || image || "🔊"
}

const trimmedText = (element: HTMLElement) => element.textContent?.trim() ?? ""
