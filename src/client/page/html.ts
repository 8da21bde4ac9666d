const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** The body that says `text` and nothing else, line by line. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
  return `<p>${escaped.replaceAll(/\r?\n/g, "<br>")}</p>`
}
