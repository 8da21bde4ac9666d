type Clue = [pattern: RegExp, weight: number]

/** Patterns per language. A pattern that other languages share has a low weight. */
const CLUES: Record<string, Clue[]> = {
  bash: [
    [/^#!.*\b(?:ba|z)?sh\b/, 5],
    [/^\s*\$ \w/m, 3],
    [/^\s*(?:sudo|cd|ls|mkdir|echo|export|curl|apt(?:-get)?|npm|git|docker|chmod|source) /m, 2],
    [/\$\{?\w+\}?|\bfi\b|\bdone\b|\besac\b/, 1],
    [/^\s*(?:if|while) \[\[? /m, 3],
    [/ \| (?:grep|awk|sed|sort|xargs|head|tail|wc)\b/, 3],
  ],
  css: [
    [/^\s*[.#@]?[\w-]+[^{}\n;]*\{[^}]*\b[\w-]+\s*:\s*[^;{}]+;?[^{}]*\}/m, 2],
    [
      /^\s*(?:color|display|margin|padding|background|font-size|border|width|position)\s*:[^=]+;/m,
      3,
    ],
    [/^\s*@(?:media|import|layer|keyframes)\b/m, 3],
  ],
  diff: [
    [/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m, 6],
    [/^diff --git /m, 6],
    [/^--- .+\n\+\+\+ /m, 6],
    [/^[+-](?![+-]).*\n(?:.*\n)*?[+-](?![+-])/m, 1],
  ],
  go: [
    [/^package \w+$/m, 4],
    [/\bfunc (?:\([^)]*\) )?\w+\(/, 3],
    [/:=/, 2],
    [/\bfmt\.\w+|\berr != nil\b|\bchan \w|\bdefer \w/, 3],
  ],
  java: [
    [/\bpublic (?:static |final |abstract )*(?:class|void|interface|int|String)\b/, 4],
    [/\bSystem\.out\.print/, 5],
    [/^import (?:static )?java[x.]/m, 5],
    [/\bprivate (?:final |static )*[A-Z]\w*(?:<[^>]+>)? \w+/, 2],
    [/@Override\b/, 4],
  ],
  javascript: [
    [/\b(?:const|let) [\w${[]/, 2],
    [/=>/, 1],
    [/\bfunction\b\s*\w*\(/, 2],
    [/\b(?:console\.\w+|document\.\w+|require)\(/, 3],
    [/^\s*(?:import .+ from|export (?:default|const|function|class)) /m, 3],
    [/===|!==|\bawait \w|\basync \w/, 2],
  ],
  json: [[/^\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*(?:\{|"|\d|\]))[\s\S]*[}\]]\s*$/, 4]],
  python: [
    [/^\s*def \w+\(.*\).*:\s*(?:#.*)?$/m, 4],
    [/^\s*(?:from [\w.]+ )?import [\w*., ]+$/m, 2],
    [/^\s*(?:if|elif|else|for|while|try|except|with|class)\b[^{}]*:\s*$/m, 2],
    [/\bself\.\w|\b__\w+__\b|\bprint\(|\bNone\b/, 2],
  ],
  ruby: [
    [/^\s*def [\w.?!]+(?:\(.*\))?\s*$/m, 2],
    [/^\s*end\s*$/m, 2],
    [/\bdo \|[^|]+\||\bputs\b|\battr_\w+|\brequire ["']|\.each\b|\bnil\b/, 3],
    [/^\s*(?:class|module) [A-Z]\w*(?: < [A-Z][\w:]*)?\s*$/m, 3],
    [/(?:^|\s):\w+ =>|\s@\w+\s*=/, 2],
  ],
  rust: [
    [/\bfn \w+(?:<[^>]*>)?\([^)]*\)/, 3],
    [/\blet mut \w/, 5],
    [/\b(?:println|vec|format|panic)!\s*[([]/, 4],
    [/\bimpl(?:<[^>]*>)? \w|\buse (?:std|crate)::|&(?:mut |str\b|self\b)/, 3],
  ],
  sql: [
    [/\bselect\b[\s\S]+\bfrom\b/i, 3],
    [/\b(?:insert\s+into|delete\s+from|create\s+(?:table|index|view)|alter\s+table)\b/i, 4],
    [/\bupdate\s+\w+\s+set\b/i, 4],
    [/\b(?:where|join|group by|order by)\b/i, 1],
  ],
  xml: [
    [/^\s*<(?:\?xml|!doctype|html)\b/i, 6],
    [/<([A-Za-z][\w:-]*)(?:\s[^<>]*)?>[\s\S]*<\/\1>/, 3],
    [/^\s*<[A-Za-z][\w:-]*(?:\s+[\w:-]+="[^"]*")*\s*\/?>/m, 2],
  ],
}

/** A lower score could be prose. */
const MIN_SCORE = 3

/** Only the start is examined, so that a guess takes less time than highlighting. */
const MAX_CHARACTERS = 3_000

/** The most likely language of `code`, or null. */
export function guessLanguage(code: string): string | null {
  const start = code.slice(0, MAX_CHARACTERS)
  const [best] = Object.entries(CLUES)
    .map(([language, signs]) => ({ language, score: scoreOf(start, signs) }))
    .sort((a, b) => b.score - a.score)
  return best && best.score >= MIN_SCORE ? best.language : null
}

const scoreOf = (code: string, signs: Clue[]) =>
  signs.reduce((sum, [pattern, weight]) => sum + (pattern.test(code) ? weight : 0), 0)
