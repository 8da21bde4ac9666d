import { textToHtml } from "../../page/html"

type Source = { author: string; permalink: string }

/** What `body` says, as a quotation with where it is from; whoever it mentions is not called again. */
export function quotationHtml(body: HTMLElement, { author, permalink }: Source): string {
  const words = document.createElement("div")
  words.append(...contentOf(body))
  replaceWithText(words, ".mention", (mention) => `@${trimmedText(mention).replace(/^@/, "")}`)
  replaceWithText(words, ".sound", soundText)
  replaceWithText(words, "pre", (code) => code.textContent ?? "")
  const href = removeEmbeds(words)
  const said = words.textContent?.trim() ? words.innerHTML : textToHtml(href ?? "")
  return `<blockquote>${said}</blockquote>${cite({ author, permalink })}`
}

function cite({ author, permalink }: Source) {
  const cite = document.createElement("cite")
  const link = document.createElement("a")
  link.setAttribute("href", permalink)
  link.textContent = "#"
  cite.append(author, " ", link)
  return cite.outerHTML
}

// Several bodies one after another would be several quotations: their wrappings stay behind.
function contentOf(body: HTMLElement) {
  const contents = body.querySelectorAll(".trix-content")
  const roots = contents.length > 0 ? [...contents] : [body]
  return roots.flatMap((root) => [...root.cloneNode(true).childNodes])
}

/** @returns the address of the first embed that was there */
function removeEmbeds(words: HTMLElement) {
  const embeds = [...words.querySelectorAll(".og-embed")]
  const href = embeds[0]?.querySelector("a")?.getAttribute("href")
  for (const embed of embeds) embed.remove()
  return href
}

function replaceWithText(
  words: HTMLElement,
  selector: string,
  textOf: (element: HTMLElement) => string,
) {
  for (const element of words.querySelectorAll<HTMLElement>(selector)) {
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
