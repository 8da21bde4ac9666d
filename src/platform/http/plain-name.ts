/**
 * The name of somebody or something as one line that can pass for no other, and stays within itself:
 * without control characters, what turns the direction of the text around it, and letters that
 * nobody sees. Languages that are written right to left need none of these.
 */
export const plainName = (text: string) =>
  text
    .toWellFormed()
    .replace(PILES, "$1")
    .normalize("NFC")
    .replace(TRICKS, "")
    .replace(/\s+/gu, " ")
    .trim()

// To put marks of one letter into their order takes the square of their number: minutes for a form
// of nothing else. No script piles up thirty (UAX #15, Stream-Safe Text).
const PILES = /(\p{M}{30})\p{M}+/gu

const TRICKS = new RegExp(
  [
    // Kept where scripts and emoji need them: joiners, looks of a sign, flags of countries in one.
    String.raw`(?<![\p{Lo}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]`,
    String.raw`[\u200C\u200D](?!\S)`,
    String.raw`(?<![\p{Extended_Pictographic}\p{Ideographic}])\p{Variation_Selector}(?!\u20E3)`,
    String.raw`(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,6})[\u{E0020}-\u{E007F}]`,
    String.raw`(?![\u200C\u200D\u{E0020}-\u{E007F}]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}`,
    // Blank Braille and notes between lines are nothing to be seen either; white space is one space.
    String.raw`(?!\s)[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFB\uFFFD]`,
  ].join("|"),
  "gu",
)
