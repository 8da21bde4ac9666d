/**
 * Normalizes a name to prevent spoofing: removes control characters, bidirectional controls and
 * invisible characters. Right-to-left languages don't need any of these.
 */
export const plainName = (text: string) =>
  text
    .toWellFormed()
    .replace(STACKED_MARKS, "$1")
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/\s+/gu, " ")
    .trim()

// Normalizing the marks of one letter takes quadratic time: minutes for a form full of marks. No
// script stacks more than thirty (UAX #15, Stream-Safe Text).
const STACKED_MARKS = /(\p{M}{30})\p{M}+/gu

const INVISIBLE = new RegExp(
  [
    // Joiners, variation selectors and tag characters stay where scripts and emoji need them.
    String.raw`(?<![\p{Lo}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]`,
    String.raw`[\u200C\u200D](?!\S)`,
    String.raw`(?<![\p{Extended_Pictographic}\p{Ideographic}])\p{Variation_Selector}(?!\u20E3)`,
    String.raw`(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,6})[\u{E0020}-\u{E007F}]`,
    String.raw`(?![\u200C\u200D\u{E0020}-\u{E007F}]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}`,
    // Also the blank Braille pattern and interlinear annotations.
    String.raw`(?!\s)[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFB\uFFFD]`,
  ].join("|"),
  "gu",
)
