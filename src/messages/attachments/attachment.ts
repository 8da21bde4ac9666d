/** The file of a message: how it comes in, is looked into and drawn, and who may fetch it. */
export { enqueueAnalysis } from "./analysis"
export { dropAttachments } from "./removal"
export { attachmentOf } from "./uploaded-attachment"
