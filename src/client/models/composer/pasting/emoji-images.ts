/** An emoji, which may be a sequence of several code points, or several emoji. */
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic})+$/v

/** Whether an image's `alt` is nothing but emoji: Slack, Gmail and others show emoji as images. */
export const isEmoji = (alt: string) => EMOJI.test(alt)

/**
 * Replaces the images of a fragment that stand for emoji by their emoji.
 *
 * @returns whether there were any
 */
export function replaceEmojiImages(fragment: DocumentFragment): boolean {
  const images = [...fragment.querySelectorAll<HTMLImageElement>("img[alt]")]
  const emoji = images.filter(({ alt }) => isEmoji(alt.trim()))
  for (const image of emoji) image.replaceWith(image.alt.trim())
  return emoji.length > 0
}
