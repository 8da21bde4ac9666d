/** Previews of pasted links: title, description and picture. */

export { linkedImage } from "./image"
export { internet } from "./network"
export { type Preview, previewOf } from "./preview"
export { unfurl } from "./unfurl-cache"
