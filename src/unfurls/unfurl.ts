/** What stands behind a link that somebody pastes: its title, a few words and a picture. */

export { linkedImage } from "./image"
export { unfurl } from "./kept"
export { type Preview, previewOf } from "./preview"
