import { Extension } from "@37signals/lexxy"
import {
  CODE,
  LINK,
  ORDERED_LIST,
  QUOTE,
  registerMarkdownShortcuts,
  type TextMatchTransformer,
  UNORDERED_LIST,
} from "@lexical/markdown"
import { $createTextNode, defineExtension, type TextFormatType } from "lexical"
import { BEFORE, INNER, LINK as LINK_PATTERN } from "../models/composer/pasted-markdown"

/**
 * Formats Markdown while somebody types it, where it can't be meant otherwise. Lexxy 0.9.20 registers
 * all of Lexical's shortcuts, which eat the stars of sums and globs, the underscores of names, the
 * `#` of comments and the number of a year at the beginning of a line.
 */
export class TypedMarkdown extends Extension {
  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/typed-markdown",
      register: (editor) => registerMarkdownShortcuts(editor, SHORTCUTS),
    })
  }
}

const SHORTCUTS = [
  { ...UNORDERED_LIST, regExp: /^(\s*)-\s/ },
  { ...ORDERED_LIST, regExp: /^(\s*)(1)[.)]\s/ },
  QUOTE,
  CODE,
  { ...LINK, regExp: new RegExp(`${LINK_PATTERN}$`) },
  pair("**", "bold", INNER.strong),
  pair("~~", "strikethrough", INNER.struck),
  pair("`", "code", INNER.code),
]

/** @param inner the pattern of what stands between the two marks */
function pair(mark: string, format: TextFormatType, inner: string): TextMatchTransformer {
  const escaped = mark.replaceAll("*", String.raw`\*`)
  return {
    type: "text-match",
    dependencies: [],
    trigger: mark.slice(-1),
    regExp: new RegExp(`${BEFORE}${escaped}(${inner})${escaped}$`, "u"),
    replace(node, [, text = ""]) {
      const formatted = $createTextNode(text).setFormat(node.getFormat()).toggleFormat(format)
      node.replace(formatted)
      // What is typed next is not formatted.
      formatted.selectEnd().setFormat(node.getFormat())
    },
  }
}
