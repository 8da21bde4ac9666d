// Imports nothing, so that the browser can share it.

const ACTION = /^(<(?:p|div)(?:\s[^>]*)?>)?\/me(?:\s|&nbsp;)+(?=[^\s<]|<(?!\/))/

/**
 * A body that says what somebody does, as a line with their name, or null when it is none.
 *
 * @param name their name, escaped
 */
export function actionIn(body: string, name: string): string | null {
  if (!ACTION.test(body)) return null
  const line = body.replace(
    ACTION,
    (_, opening: string = "") => `${opening}<b class="action__name">${name}</b> `,
  )
  return `<div class="action">${line}</div>`
}
