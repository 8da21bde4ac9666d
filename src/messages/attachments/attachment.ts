/** The file of a message: its upload, analysis and rendering, and who may fetch it. */
export { claimAttachment, dropAttachments, uploadFor } from "./uploaded-attachment"
