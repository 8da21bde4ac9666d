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

/** Shows a flash notice, with the markup of the server's notices. */
export function notify(text: string) {
  const flash = document.createElement("div")
  flash.className = "flash flash--alert"
  flash.setAttribute("role", "alert")
  flash.dataset.turboTemporary = ""
  flash.dataset.controller = "element-removal"
  flash.dataset.action = "animationend->element-removal#remove"
  flash.textContent = text
  document.getElementById("main-content")?.before(flash)
}
