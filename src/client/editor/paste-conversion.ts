import {
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type EditorState,
  HISTORIC_TAG,
  HISTORY_PUSH_TAG,
} from "lexical"
import { buildPasted } from "../models/composer/pasted-document"
import type { Block } from "../models/composer/pasted-markdown"

/**
 * Replaces a paste by blocks, in a step of its own: undoing it shows the text as it was pasted.
 *
 * @param before the editor's state before the paste
 */
export function convertPaste(
  { editor, contents }: LexxyEditor,
  before: EditorState,
  blocks: Block[],
) {
  editor?.setEditorState(before, { tag: HISTORIC_TAG })
  editor?.update(
    () => {
      if (blocks[0]?.kind === "code") $moveToOwnParagraph()
      contents.insertDOM(buildPasted(blocks))
    },
    { tag: HISTORY_PUSH_TAG },
  )
}

/**
 * Moves the caret into an empty paragraph. Lexical 0.44 merges the first inserted block into a
 * paragraph that has text, so a code block would become a part of the sentence before it.
 */
function $moveToOwnParagraph() {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !$isInParagraph()) return
  const after = selection.insertParagraph()
  const previous = after?.getPreviousSibling()
  if ($isElementNode(previous) && previous.isEmpty()) previous.remove()
  if (!after || after.isEmpty()) return
  const own = $createParagraphNode()
  after.insertBefore(own)
  own.select()
}

/** Whether the caret is in a paragraph that is no part of another block. */
export function $isInParagraph() {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return false
  const node = selection.anchor.getNode()
  return node.getKey() === "root" || node.getTopLevelElement()?.getType() === "paragraph"
}
