/**
 * Copies a selection over several messages as text: name, time and words of each, without the
 * menus, boosts and hidden labels between them. A selection within one message is copied by the
 * browser.
 */
export function copyMessagesAsText() {
  document.addEventListener("copy", (event) => {
    const selection = getSelection()
    if (!selection || selection.rangeCount === 0 || isInField(event.target)) return
    const lines = selectedMessages(selection)
    if (lines.length === 0 || !event.clipboardData) return
    event.clipboardData.setData("text/plain", lines.join("\n"))
    event.preventDefault()
  })
}

const isInField = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null

function selectedMessages(selection: Selection) {
  const range = selection.getRangeAt(0)
  const presentations = document.querySelectorAll(".message .message__presentation")
  const parts = [...presentations].flatMap((presentation) => partOf(presentation, range) ?? [])
  const [first] = parts
  if (!first || isWithin(first.presentation, range)) return []

  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
  const texts = parts.map((part) => ({ ...part, text: textOf(part, selection) }))
  if (anchorNode && focusNode)
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset)
  const selected = texts.filter(({ text }) => text !== "")
  // The end of a triple click is at the start of the next message.
  if (selected.length === 1 && first.presentation.contains(range.startContainer)) return []
  return selected.map(({ presentation, text }) => lineOf(presentation, text))
}

type Part = { presentation: Element; range: Range }

function partOf(presentation: Element, selected: Range): Part | null {
  if (!selected.intersectsNode(presentation)) return null
  const range = document.createRange()
  range.selectNodeContents(presentation)
  if (range.compareBoundaryPoints(Range.START_TO_START, selected) < 0)
    range.setStart(selected.startContainer, selected.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, selected) > 0)
    range.setEnd(selected.endContainer, selected.endOffset)
  return range.collapsed ? null : { presentation, range }
}

const isWithin = (presentation: Element, { commonAncestorContainer }: Range) =>
  presentation.contains(commonAncestorContainer)

// Only a selection has the lines and spaces that are on screen.
function textOf({ presentation, range }: Part, selection: Selection) {
  selection.removeAllRanges()
  selection.addRange(range)
  const text = selection.toString().replace(/^\n+|\s+$/g, "")
  return text === "" ? fileNameIn(presentation) : text
}

const fileNameIn = (presentation: Element) =>
  presentation.querySelector<HTMLElement>("[data-filename]")?.dataset.filename ?? ""

function lineOf(presentation: Element, text: string) {
  const message = presentation.closest(".message")
  const name = message?.querySelector(".message__author")?.textContent?.trim()
  const time = message?.querySelector(".message__timestamp")?.textContent?.trim()
  return `${[name, time].filter(Boolean).join(", ")}: ${text}`
}
