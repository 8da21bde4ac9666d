import { z } from "zod"

const ClientMessageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "This message’s id is not one that Hearth takes.")

/** A new message. Without a client id, it gets one. */
export const MessageForm = z.object({
  message: z.object({
    body: z.string().default(""),
    /** The signed id of an earlier upload; a file in the form itself is read separately. */
    attachment: z.string().default(""),
    client_message_id: ClientMessageId.default(() => crypto.randomUUID()),
  }),
})

export const EditForm = z.object({ message: z.object({ body: z.string().default("") }) })
