/** Lines of a long text that are read, and UTF-16 units of a long line. */
const MAX_LINES = 200
const MAX_LENGTH = 400

/** What a line of code, of a terminal or of a log has and a sentence has not. */
const SIGNS = {
  prompt: /^\s*(?:\$ [a-z./~]|>>> |In \[\d+\]: |PS [A-Z]:\\|[\w.-]+@[\w.-]+[:\s].*[$#%] )/,
  shell:
    /^\s*(?:(?:sudo|apt|apt-get|brew|bun|cargo|chmod|chown|curl|docker|git|kubectl|mkdir|npm|npx|pip3?|pnpm|rsync|scp|ssh|systemctl|wget|yarn) [\w./~$"'@-]|(?:cd|cp|ls|mv|rm|tar|cat|grep) [-./~$*]|(?:echo|export) (?:["'$-]|\w+=))(?!.*[.?!]$)/,
  cron: /^\s*[\d*/,-]+(?: +[\d*/,-]+){4} +\S/,
  diff: /^(?:@@ .* @@|diff --git |index [\da-f]{7,}|(?:---|\+\+\+) \S*\/)/,
  dateOfLog: /^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )\d\d:\d\d:\d\d/,
  levelOfLog: /^[^a-z]{0,40}\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b/,
  accessLog: /^[\d.:a-f]{7,} \S+ \S+ \[/,
  stackTrace:
    /^\s+at .+[):]|^\s*File ".+", line \d+|^Traceback \(|^Caused by: |^[\w.]*(?:Error|Exception): /,
  include: /^\s*#(?:include|define|ifdef|ifndef|endif|pragma|!\/)/,
  comment: /^\s*(?:\/\/|\/\*|\*\/|<!--)/,
  tag: /^\s*<(?:[?!/]?[a-zA-Z])[^<>]*>/,
  brackets: /^\s*[[\](){}]+[;,]*$/,
  opening: /(?:[)\]\w"'=>] ?|^\s*)\{$|=>$|^\s*[\w.$]+ ?= ?[([]$|\w\($/,
  closing: /^\s*[})\]]+ ?(?:else|catch|finally|while|\)|;|,|\.\w)/,
  statement: /^(?=.*(?:[=()[\]{}<>_]|\w\.\w)).*;$/,
  assignment:
    /^\s*(?:(?:const|let|var|val|my|auto|final|local) )?[A-Za-z_$@][\w.$[\]"'-]*(?:: ?\w[\w<>[\]]*)? ?(?:=|:=|\+=|-=|\|\|=) ?\S/,
  json: /^\s*"[^"]+" ?: ?\S/,
  css: /^\s*(?:[\w-]+|--[\w-]+): ?[^;]+;$/,
  call: /^\s*(?:await |return |new |\.)?[\w$]+(?:(?:\.|::|->)[\w$]+)*!?\(.*\)[;,]?$/,
  block:
    /^\s*(?:if|elif|for|while|with|except|unless|until|switch|match)\b.*[()=<>[\].].*(?:[:{]|then|do)$|^\s*(?:else|try|finally|do|begin|then|fi|done|esac|end|pass|break|continue);?:?$/,
  definition:
    /^\s*(?:(?:export|default|public|private|protected|static|async|override|abstract|pub) )*(?:function\*? ?\w*\(|def \w+|fn \w+[<(]|func (?:\(.*\) )?\w+\(|class \w+.*[:{(]|(?:struct|enum|interface|trait|impl)\b.*\{|type \w+ = )/,
  import:
    /^\s*(?:import .+ from ["']|import ["'\w.{*]+;?$|from [\w.]+ import |use [\w:\\]+(?:::|\\).*;|using [\w.]+;|package [\w.]+;?$|require ["'(])/,
  sql: /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|DROP|ALTER|FROM|WHERE|LEFT JOIN|INNER JOIN|JOIN|GROUP BY|ORDER BY|VALUES|LIMIT)\b(?=[^.?!]*;?$)/,
  indentedReturn: /^\s+(?:return|raise|throw|yield)\b/,
  operator: /&&|\|\||===|!==?\w|\w==\w| == | != |\+\+|\$\{|\w\(\)|\w\[\w+\]|\w::\w|->\w|\w\.\w+\(/,
}

/** Lines that code and other texts have: they count neither way. */
const COMMON = /^\s*(?:#|--|\*|;|%)\s|^\s*\.\.\./

/**
 * Whether several lines look like code, a terminal, a difference or a log. Indentation alone is no
 * sign: agendas and poems have it.
 */
export function looksLikeCode(text: string): boolean {
  const lines = text
    .split("\n", MAX_LINES)
    .map((line) => line.slice(0, MAX_LENGTH).trimEnd())
    .filter((line) => line !== "")
  // Fenced code becomes a block without a question.
  if (lines.length < 2 || lines.some((line) => /^ {0,3}(?:```|~~~)/.test(line))) return false
  if (isDifference(lines) || isOutline(lines)) return true
  const code = lines.filter(hasSign).length
  const others = lines.filter((line) => !hasSign(line) && !COMMON.test(line)).length
  return code >= 2 && code >= others
}

const hasSign = (line: string) => Object.values(SIGNS).some((sign) => sign.test(line))

/** Removed and added lines around lines that stay, which are indented by a space. */
function isDifference(lines: string[]) {
  return (
    lines.some((line) => /^-(?!-)/.test(line)) &&
    lines.some((line) => /^\+(?!\+)/.test(line)) &&
    lines.some((line) => line.startsWith(" ")) &&
    lines.every((line) => /^[-+ @\\]/.test(line))
  )
}

/** Keys with values below a key, as in YAML. */
const isOutline = (lines: string[]) =>
  lines.some(
    (line, index) =>
      /^\s*(?:- )?[a-z_][\w./-]*:$/.test(line) &&
      /^\s+(?:- )?[a-z_][\w./-]*:(?: \S|$)/.test(lines[index + 1] ?? ""),
  )
