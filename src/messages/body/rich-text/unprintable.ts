// Control characters but tab and newlines (PostgreSQL refuses NUL, terminals obey others),
// the two marks that force a reading direction on whatever follows, which serve to disguise
// addresses and file names, and code points that are no characters. The marks and isolates
// that people who write right to left need stay: they end with their paragraph.
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\u202D\u202E\uFFFE\uFFFF]/gu

/** The text without what can't be shown; halves of surrogate pairs become U+FFFD. */
export function stripUnprintable(text: string) {
  return text.toWellFormed().replace(UNPRINTABLE, "")
}
