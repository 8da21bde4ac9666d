import { expect, test } from "bun:test"
import fc from "fast-check"
import { seedOr } from "../../../../test/support/seeds"
import { VERBATIM_TEXTS } from "../../../../test/support/verbatim-texts"
import { type Block, type Inline, parsePastedMarkdown } from "./pasted-markdown"

const VERBATIM = [
  ...VERBATIM_TEXTS,
  "* * * * * /usr/bin/a\n* * * * * /usr/bin/b",
  "0 3 * * * backup\n0 4 * * * clean",
  "src/**/*.ts lib/**/*.ts",
  "cp **/a.txt **/b.txt",
  "**/foo/**",
  "2**3**2",
  "f(*args, **kwargs), g(**opts)",
  "char **argv, **envp",
  "@@ -1,3 +1,3 @@\n- one\n- two\n+ three\n context",
  "+ one\n+ two\n- three",
  "a\n===\nb\n---\nc",
  "***\n___\n---",
  "1. One\n3. Three",
  "-a first\n-b second",
  "__init__.py",
  "snake_case_name and _other_name_",
  "__bold__ _italic_ *italic*",
  "C:\\Users\\new\\*.txt",
  "\\\\server\\share",
  "`unclosed and 'quoted'",
  "a`b`c",
  "x = a[1](2)",
  "[text](javascript:alert(1))",
  "[text](/relative)",
  "![alt](https://site.example/a.png)",
  "```\nnever closed",
  "a | b\nc | d",
  "| a | b |\n| c | d |",
  "&amp; &lt;b&gt; &#39;",
  "> \n>",
  "a > b\nb > c",
  "$ ls | grep x > out",
  "",
]

test.each(VERBATIM)("stays as it is: %j", (text) => {
  expect(parsePastedMarkdown(text)).toBeNull()
})

const CONVERTED: [string, string][] = [
  [
    "> coming?\nYes, at 10.\n> and Bob?\nNo.",
    "quote(coming?) p(Yes, at 10.) quote(and Bob?) p(No.)",
  ],
  [">one\n> two", "quote(one|two)"],
  ["- a\n- b", "ul(a|b)"],
  ["* a\n* b\n* c", "ul(a|b|c)"],
  ["1. a\n2. b", "ol1(a|b)"],
  ["7) a\n8) b", "ol7(a|b)"],
  ["Buy:\n- tea\n- milk\n\nThanks", "p(Buy:) ul(tea|milk) p(Thanks)"],
  ["```ts\nconst a = `x` * 2\n```", "code:ts(const a = `x` * 2)"],
  ["see\n~~~\n  a\n\nb\n~~~", "p(see) code:(  a\n\nb)"],
  ["| a | b |\n|---|:-:|\n| 1 | **x** |", "table(a,b|1,<x>)"],
  ["a | b\n--- | ---\n1 | 2", "table(a,b|1,2)"],
  ["This is **very** good", "p(This is <very> good)"],
  ["(**so**), **“quoted”**.", "p((<so>), <“quoted”>.)"],
  ["run `npm ci`, then `npm start`", "p(run {npm ci}, then {npm start})"],
  ["`rm -rf a/*/b/*` and 5*3*2", "p({rm -rf a/*/b/*} and 5*3*2)"],
  ["**a** and `*` and snake_case", "p(<a> and {*} and snake_case)"],
  ["[docs](https://site.example/a?b=c) here", "p([docs→https://site.example/a?b=c] here)"],
  ["a  b\n  **c**\n\n\td", "p(a  b|  <c>||\td)"],
  ["- **a**\n- <b>", "ul(<a>|<b>)"],
]

test.each(CONVERTED)("is recognised: %j", (text, expected) => {
  expect(parsePastedMarkdown(text)?.map(blockText).join(" ")).toBe(expected)
})

test("keeps each character that is not a recognised marker, in order", () => {
  const token = fc.constantFrom(
    ..."**|`|```|*|_|- |+ |> |# |1. |2. | | |\n|\n|\t|<b>|</b>|[|](https://a.b/)|](|)|(|é|王|🎉|word|a|1|.|:|~~~|---|&lt;".split(
      "|",
    ),
    "|",
    "|---|---|",
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
      const text = tokens.join("")
      const blocks = parsePastedMarkdown(text)
      if (blocks) expect(isSubsequence(plain(blocks), text)).toBe(true)
      if (blocks)
        expect(lettersOf(plain(blocks))).toBe(
          lettersOf(text.replace(/\]\(https:\/\/a\.b\/\)/g, "")),
        )
    }),
    { numRuns: 3_000, seed: seedOr(9) },
  )
})

const lettersOf = (text: string) =>
  text
    .replace(/https:\/\/a\.b\//g, "")
    .match(/[é王🎉awordb]/gu)
    ?.join("") ?? ""

function isSubsequence(part: string, whole: string) {
  let at = 0
  for (const character of part.replace(/\s/g, "")) {
    at = whole.indexOf(character, at) + character.length
    if (at < character.length) return false
  }
  return true
}

const plain = (blocks: Block[]) => blocks.map(textIn).join("\n")

function textIn(block: Block): string {
  if (block.kind === "code") return block.text
  if (block.kind === "table")
    return block.rows
      .flat()
      .flat()
      .map(({ text }) => text)
      .join(" ")
  return (block.kind === "list" ? block.items : block.lines)
    .flat()
    .map(({ text }) => text)
    .join(" ")
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "code":
      return `code:${block.language}(${block.text})`
    case "table":
      return `table(${block.rows.map((row) => row.map(inlineText).join(",")).join("|")})`
    case "list":
      return `${block.start === null ? "ul" : `ol${block.start}`}(${block.items.map(inlineText).join("|")})`
    default:
      return `${block.kind === "quote" ? "quote" : "p"}(${block.lines.map(inlineText).join("|")})`
  }
}

const inlineText = (parts: Inline[]) =>
  parts
    .map((part) => {
      if (part.kind === "strong") return `<${part.text}>`
      if (part.kind === "code") return `{${part.text}}`
      return part.kind === "link" ? `[${part.text}→${part.href}]` : part.text
    })
    .join("")
