// Imports nothing, so that the browser can share it.

const PICTURE = String.raw`(?!\p{Regional_Indicator})[\p{Emoji_Presentation}\p{Extended_Pictographic}]`
const TONE = String.raw`[\uFE0F\p{Emoji_Modifier}]`
const TAGS = String.raw`[\u{E0020}-\u{E007E}]+\u{E007F}`
const FLAG = String.raw`\p{Regional_Indicator}{2}`
const KEYCAP = String.raw`[0-9#*]\uFE0F?\u20E3`
const PERSON_OR_THING = `${PICTURE}${TONE}*(?:${TAGS})?`
const JOINED = String.raw`${PERSON_OR_THING}(?:\u200D${PERSON_OR_THING})*`
const ONLY_EMOJI = new RegExp(`^(?:${FLAG}|${KEYCAP}|${JOINED})+$`, "u")

/** Is `plain` nothing but whole emoji, without spaces or lines between? */
export const isEmojiOnly = (plain: string) => ONLY_EMOJI.test(plain)
