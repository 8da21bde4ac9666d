import { z } from "zod"
import { log } from "../bus"
import { channelNamed } from "../channel"
import type { Connection } from "./connection"
import { confirmation, rejection } from "./frames"
import { LiveSubscription } from "./live-subscription"

const MAX_SUBSCRIPTIONS = 100

// Every broadcast repeats the subscriber's identifier, so its length is limited.
const MAX_IDENTIFIER = 2048

const identifier = z.string()

const Command = z.discriminatedUnion("command", [
  z.object({ command: z.literal("subscribe"), identifier }),
  z.object({ command: z.literal("unsubscribe"), identifier }),
  z.object({ command: z.literal("message"), identifier, data: z.string() }),
])

const Identifier = z.looseObject({})
const Data = z.looseObject({ action: z.string() })

/** Performs a client's command; an invalid frame is logged and ignored. */
export async function perform(connection: Connection, frame: string) {
  const command = read(Command, frame)
  if (!command) return ignore(connection, "Cable: invalid command")

  switch (command.command) {
    case "subscribe":
      return subscribe(connection, command.identifier)
    case "unsubscribe":
      return unsubscribe(connection, command.identifier)
    case "message":
      return act(connection, command.identifier, command.data)
  }
}

async function subscribe(connection: Connection, identifier: string) {
  const parsed = read(Identifier, identifier)
  if (!parsed) return ignore(connection, "Cable: invalid identifier")
  if (connection.subscriptions.has(identifier)) return connection.send(confirmation(identifier))

  const channel = channelNamed(parsed.channel)
  const params = channel?.params
    ? channel.params.safeParse(parsed)
    : { success: true, data: parsed }
  const full =
    connection.subscriptions.size >= MAX_SUBSCRIPTIONS || identifier.length > MAX_IDENTIFIER
  if (!channel || !params.success || full) return connection.send(rejection(identifier))

  const subscription = new LiveSubscription(connection, identifier, channel, params.data)
  connection.subscriptions.set(identifier, subscription)
  await subscription.open()
}

async function unsubscribe(connection: Connection, identifier: string) {
  const subscription = connection.subscriptions.get(identifier)
  if (subscription) await subscription.end()
  else ignore(connection, "Cable: not subscribed")
}

async function act(connection: Connection, identifier: string, text: string) {
  const subscription = connection.subscriptions.get(identifier)
  const data = read(Data, text)
  if (!subscription || !data) return ignore(connection, "Cable: invalid action")

  await subscription.act(data.action, data)
}

function ignore(connection: Connection, reason: string) {
  log().info({ user_id: connection.identity.user_id }, reason)
}

function read<T>(schema: z.ZodType<T>, text: string) {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
