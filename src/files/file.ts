/** Files that people give: bytes under a random key, and a row that says what they are. */
export { type NewBlob, purgeBlob, readBlob, withNewBlob } from "./blobs"
export { diskFiles } from "./disk"
export { PICTURE_BYTES, readPicture, shrink } from "./pictures"
export { type FileStorage, files, useFiles } from "./storage"
export type { StoredBlob } from "./table"
export { Upload } from "./upload"
