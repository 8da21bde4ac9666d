const BLANKS = ["<br>", "<p></p>", "&nbsp;", "\u00a0"]

/**
 * Takes empty lines from the end of a body, given canonical HTML: the last Enter before somebody
 * sends is no part of what they say.
 */
export function trimEnd(html: string): string {
  let body = html.trimEnd()
  for (;;) {
    const blank = BLANKS.find((each) => body.endsWith(each)) ?? blankParagraph(body)
    if (!blank) return body
    body = body.slice(0, -blank.length).trimEnd()
  }
}

/** The paragraph at the end, if it holds but breaks and spaces. */
function blankParagraph(body: string) {
  if (!body.endsWith("</p>")) return undefined
  const paragraph = body.slice(body.lastIndexOf("<p"))
  return /^<p(?: [^>]*)?>(?:<br>|&nbsp;|\s)*<\/p>$/.test(paragraph) ? paragraph : undefined
}
