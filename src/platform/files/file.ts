/** Uploaded files: bytes in the storage under a random key, and a row with their metadata. */
export { type NewBlob, purgeBlob, readBlob, withNewBlob } from "./blobs"
export { diskFiles } from "./disk"
export { cleanFilename } from "./filename"
export { formatBytes } from "./format-bytes"
export { displaySize } from "./pictures/display-size"
export { readPicture, shrink } from "./pictures/pictures"
export { analyzeFile, decodesPictures, isPreviewable, needsTool } from "./pictures/preview"
export { serveFile } from "./serving"
export { configureFiles, newKey } from "./storage"
export type { StoredBlob } from "./table"
export { isMultipart, receiveForm } from "./uploads/receiving"
export {
  clearIncoming,
  configureUploadLimit,
  Incoming,
  tooBig,
  Upload,
  uploadLimit,
} from "./uploads/temporary-file"
export { findUpload, PendingUpload, storeUpload } from "./uploads/uploads"
