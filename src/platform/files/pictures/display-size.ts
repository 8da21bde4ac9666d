// No imports, so that the browser's bundle can include it.

const MAX_WIDTH = 1200
const MAX_HEIGHT = 800

/** Pictures up to this width and height are shown pixel by pixel. */
const SMALL = 160

/**
 * The size of a picture or video in a message, in CSS pixels: half of its thumbnail, which is at
 * most 1200×800 and never enlarged, so that it is sharp on high-density screens. Small pictures have
 * their own size.
 */
export function displaySize(width: number, height: number): [width: number, height: number] {
  const half = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height) / 2
  const scale = Math.max(half, Math.min(1, SMALL / Math.max(width, height)))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}
