/** The file of a message: its upload, analysis and rendering, and who may fetch it. */
export { dropAttachments } from "./removal"
export { claimAttachment, uploadFor } from "./uploaded-attachment"
