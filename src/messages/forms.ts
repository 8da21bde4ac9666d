import { z } from "zod"

const ClientMessageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "This message’s id is not one that Hearth takes.")

/** A new message; whoever has no id for it gets one. */
export const MessageForm = z.object({
  message: z.object({
    body: z.string().default(""),
    client_message_id: ClientMessageId.default(() => crypto.randomUUID()),
  }),
})

export const EditForm = z.object({ message: z.object({ body: z.string().default("") }) })
