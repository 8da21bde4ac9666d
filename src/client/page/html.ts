/** Parses HTML from the server. The elements are inert until they are inserted: nothing runs or loads. */
export function parseHtml(html: string): DocumentFragment {
  const template = document.createElement("template")
  template.innerHTML = html
  return template.content
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Escapes plain text as a message body that keeps its lines. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
  return `<p>${escaped.replaceAll(/\r?\n/g, "<br>")}</p>`
}

/**
 * Whether the clipboard holds formatted text. Spreadsheets and word processors add a picture of the
 * copied text, which should not be pasted instead.
 */
export function hasHtmlText(clipboard: DataTransfer | null): boolean {
  return parseHtml(clipboard?.getData("text/html") ?? "").textContent?.trim() !== ""
}
