/** What stands behind a link that somebody pastes: its title, a few words and a picture. */

export { linkedImage } from "./image"
export { type Preview, previewOf } from "./preview"
export { unfurl } from "./unfurl-cache"
