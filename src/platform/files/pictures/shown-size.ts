// Imports nothing, so that the browser can share it.

const WIDEST = 1200
const HIGHEST = 800

/**
 * How large a picture or video stands in a message, in CSS pixels: its thumbnail is at most 1200 ×
 * 800 and never enlarged, and two of its pixels make one, so that it is sharp on every screen.
 */
export function shownSize(width: number, height: number): [width: number, height: number] {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height) / 2
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}
