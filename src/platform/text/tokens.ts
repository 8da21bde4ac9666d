// Where web addresses, mail addresses and mentions begin and end, by Unicode class. Imports nothing,
// so that the browser can share it.

/** Scripts without spaces between words. There, a token can begin and end next to any character. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Yi}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u3000-\u30FF\uFF00-\uFFEF`

/** A character of a word in the other scripts. */
const WORD = String.raw`(?![${UNSPACED}])[\p{L}\p{M}\p{N}]`

/** White space, invisible characters, long dashes; brackets, quotes and sentence marks of all scripts. */
const BOUNDARY = String.raw`\s\p{Cc}\p{Cf}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Quotation_Mark}\p{Terminal_Punctuation}\u2014\u2015`

const PICTURE = String.raw`\p{Extended_Pictographic}\p{Regional_Indicator}`
const GLUED = `(?![${BOUNDARY}])[${UNSPACED}${PICTURE}]`
const OTHER = String.raw`(?![${BOUNDARY}${UNSPACED}${PICTURE}])[^\0-\x7F]`

/**
 * A part of a web address that begins in a script without spaces, or with an emoji: `パス` in
 * `https://例え.jp/パス`, but not `を` in `https://x.example/aを見て`, which ends there.
 */
const partAfter = (delimiters: string) =>
  String.raw`(?<=[${delimiters}])${GLUED}(?:[\p{L}\p{M}\p{N}\u200D\uFE0F]+|${GLUED})*`

const HOST = new RegExp(
  String.raw`(?:[\w.~%:@$&+=!-]+|${OTHER}|${partAfter("/.@")})*(?:\[[\da-f:.]+\](?::\d+)?)?`,
  "iuy",
)
const BRACKETS = ["()", "[]", "{}"]
const INNER = String.raw`[^\s\p{Cc}\p{Cf}<>"()[\]{}]{0,99}`
const GROUP = String.raw`\(${INNER}\)|\[${INNER}\]|\{${INNER}\}`
const PATH = new RegExp(
  String.raw`(?:[!#-'*+\--:=?-Z^_a-z~]+|(?![,;|]https?:\/\/)[,;|]|${OTHER}|${partAfter("/?#&=.:@+~_-")}|${GROUP})+`,
  "iuy",
)
const IN_ANGLE_BRACKETS = /[^\s\p{Cc}\p{Cf}<>"]+(?=>)/uy

// RFC 5322's dot-atom, except for the signs that more often separate an address from the word before
// it: / = ? | ` { }
const ATOM = `(?:${WORD}|[!#$%&'*+^_~-])+`
const LABEL = `(?:(?:${WORD}|-){1,63}|[${UNSPACED}]{1,63})`
const TOP_LABEL = String.raw`(?:xn--[a-z\d-]{2,59}|(?:(?![${UNSPACED}])[\p{L}\p{M}]){2,63})`
const MAIL = String.raw`(?<!(?:${WORD}|_)(?:[.’]|\.\.)?|[@＠])(?=(?:${WORD}|_)[^\s@]{0,63}@)${ATOM}(?:\.${ATOM})*@(?:${LABEL}\.){1,32}${TOP_LABEL}(?!${WORD}|_|-+${WORD})`

const ADDRESS = String.raw`(?<![A-Za-z0-9])(?<scheme>https?:\/\/)|(?<!${WORD}|[_@./-])(?<www>www\.)|${MAIL}`

/** @param shown its characters in the text */
type Address = { index: number; shown: string; href: string }

/** The web and mail addresses in a text, in its order. */
export function addressesIn(text: string): Address[] {
  const found: Address[] = []
  const pattern = new RegExp(ADDRESS, "giu")
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [beginning] = match
    const { index, groups = {} } = match
    if (!(groups.scheme || groups.www)) {
      const href = `mailto:${beginning.replace(/[#%&^]/g, encodeURIComponent)}`
      found.push({ index, shown: beginning, href })
      continue
    }
    const end = webAddressEnd(text, index, index + beginning.length)
    const shown = withoutTrailing(text.slice(index, end), text.charAt(index - 1))
    const href = groups.www ? `https://${shown}` : shown
    if (isComplete(shown) && URL.canParse(href)) found.push({ index, shown, href })
    pattern.lastIndex = end
  }
  return found
}

/** Whether a text is a web address and nothing else. */
export function isWebAddress(text: string) {
  const [address] = addressesIn(text)
  return address?.shown === text && !address.href.startsWith("mailto:")
}

const isComplete = (address: string) =>
  /^https?:\/\/[^/?#]*[\p{L}\p{N}]|^www\.[^./?#]+\.[^./?#]/iu.test(address)

/** @param from the index of what follows `https://` or `www.` */
function webAddressEnd(text: string, start: number, from: number) {
  if (text.charAt(start - 1) === "<") {
    const end = matchEnd(IN_ANGLE_BRACKETS, text, from)
    if (end > from) return end
  }
  let end = matchEnd(HOST, text, from)
  if (!/[/?#]/.test(text.charAt(end))) return end

  const open = BRACKETS.map(() => 0)
  for (;;) {
    end = matchEnd(PATH, text, end)
    const bracket = text.charAt(end)
    const kind = bracket === "" ? -1 : BRACKETS.findIndex((pair) => pair.includes(bracket))
    if (kind === -1) return end
    // A closing bracket that the address did not open belongs to one before it.
    const opened = (open[kind] ?? 0) + (bracket === BRACKETS[kind]?.[0] ? 1 : -1)
    if (opened < 0) return end
    open[kind] = opened
    end++
  }
}

/** @param pattern sticky */
function matchEnd(pattern: RegExp, text: string, from: number) {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/**
 * Leaves the sentence's punctuation outside. A star is part of the address, except as emphasis
 * around it, or alone after its last word: it stays outside in `*https://x.example*`.
 */
function withoutTrailing(address: string, before: string) {
  const hasQuery = address.includes("?")
  const isEmphasis = (mark: string, end: number) =>
    mark === before ||
    (!hasQuery && address.indexOf(mark) >= end && ENDS_WITH_WORD.test(address.slice(end - 2, end)))
  let end = address.length
  for (;;) {
    let marks = end
    while (marks > 0 && "*~".includes(address.charAt(marks - 1))) marks--
    const last = address.charAt(end - 1)
    if (marks < end && isEmphasis(last, marks)) end = marks
    else if (TRAILING.test(last) || (last === "_" && before === "_")) end--
    else return address.slice(0, end)
  }
}

const TRAILING = /[.,;:!?'…‥–|([{]/
const ENDS_WITH_WORD = /[\p{L}\p{N}]$/u

const IN_WORD = new RegExp(`(?:${WORD}|_)$`, "u")
const IN_WEB_ADDRESS = /(?:https?:\/\/|www\.)\S*$/i
const LONGEST_ADDRESS = 500

/** Whether a mention can begin after `before`: not inside a word or an address. */
export function startsMention(before: string) {
  const near = before.slice(-LONGEST_ADDRESS)
  return !IN_WORD.test(near) && !IN_WEB_ADDRESS.test(near)
}

const WORD_AT_START = new RegExp(`^(?:${WORD})*`, "u")

export const wordAtStart = (text: string) => WORD_AT_START.exec(text)?.[0] ?? ""
