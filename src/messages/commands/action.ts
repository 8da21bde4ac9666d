// Imports nothing, so that the browser can share it.

const ACTION = /^(<(?:p|div)(?:\s[^>]*)?>)?\/me(?:\s|&nbsp;)+(?=[^\s<]|<(?!\/))/

/**
 * Renders a `/me` body as a line that begins with the author's name; null for any other body.
 *
 * @param name the author's name, escaped
 */
export function actionIn(body: string, name: string): string | null {
  if (!ACTION.test(body)) return null
  const line = body.replace(
    ACTION,
    (_, opening: string = "") => `${opening}<b class="action__name">${name}</b> `,
  )
  return `<div class="action">${line}</div>`
}
