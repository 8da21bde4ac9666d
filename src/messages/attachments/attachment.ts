/** The file of a message: how it comes in, is looked into and drawn, and who may fetch it. */
export { enqueueAnalysis } from "./analysis"
export { MessageAttachment } from "./message-attachment"
export { dropAttachments } from "./removal"
export { type AttachmentView, loadAttachmentViews } from "./shown"
export { attachmentOf } from "./taking"
