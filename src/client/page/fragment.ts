/** The elements of some HTML of the server's, not yet on the page: nothing in them loads or runs. */
export function parseHtml(html: string): DocumentFragment {
  const template = document.createElement("template")
  template.innerHTML = html
  return template.content
}
