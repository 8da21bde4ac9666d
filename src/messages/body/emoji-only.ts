// Imports nothing, so that the browser can share it.

const NO_FLAG = String.raw`(?!\p{Regional_Indicator})(?=\p{Emoji})`
const PICTURE = String.raw`${NO_FLAG}[\p{Emoji_Presentation}\p{Extended_Pictographic}]`
const TAGS = String.raw`[\u{E0020}-\u{E007E}]+\u{E007F}`
const FLAG = String.raw`\p{Regional_Indicator}{2}`
const KEYCAP = String.raw`[0-9#*]\uFE0F?\u20E3`

// Characters such as ™ and ❤ are text unless a variation selector or a skin tone follows.
const SHOWN_AS_PICTURE = String.raw`\p{Emoji_Presentation}(?!\uFE0E)\uFE0F?|\p{Extended_Pictographic}\uFE0F|\p{Emoji_Modifier_Base}(?=\p{Emoji_Modifier})`
const SINGLE = `${NO_FLAG}(?:${SHOWN_AS_PICTURE})(?:${TAGS})?`
const PART = String.raw`${PICTURE}[\uFE0F\p{Emoji_Modifier}]?`
const JOINED = String.raw`${PART}(?:\u200D${PART})+`
const NEXT = new RegExp(String.raw`[\p{Zs}\t]*(?:${FLAG}|${KEYCAP}|${JOINED}|${SINGLE})`, "uy")

/** Is `plain` nothing but whole emoji, on one line, with or without spaces between? */
export function isEmojiOnly(plain: string) {
  // One by one: a pattern for the whole text takes quadratic time where it fails.
  NEXT.lastIndex = 0
  while (NEXT.test(plain)) if (NEXT.lastIndex === plain.length) return true
  return false
}
