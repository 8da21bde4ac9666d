import { broadcast } from "../../platform/cable/cable"
import { log } from "../../platform/logger"
import { messagesStream } from "../../rooms/room"
import type { Message } from "../table"
import { presentationStream } from "./message-view"

const running = new Map<number, Promise<void>>()

/**
 * Broadcasts a message's text and file after a commit that changed them. It loads the message again
 * and serializes the broadcasts of one message, so the last one shows the last change.
 */
export async function broadcastPresentation(message: Pick<Message, "id" | "room_id">) {
  const previous = running.get(message.id) ?? Promise.resolve()
  const next = previous.then(() => renderAndBroadcast(message))
  running.set(message.id, next)
  await next
  if (running.get(message.id) === next) running.delete(message.id)
}

async function renderAndBroadcast(message: Pick<Message, "id" | "room_id">) {
  try {
    const stream = await presentationStream(message)
    if (stream) broadcast(messagesStream({ id: message.room_id }), stream)
  } catch (error) {
    log.error({ err: error, message: message.id }, "Cannot broadcast an edited message")
  }
}
