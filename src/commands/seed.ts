import { randomUUID } from "node:crypto"
import type { Config } from "../config"
import { log } from "../platform/logger"
import { wire } from "../wiring"
import { type Command, CommandError, withStorage } from "./command"
import { addConversations } from "./seed/conversations"
import { createDemoChat } from "./seed/demo-chat"
import { AccountExists } from "./seed/people"

export const seed: Command = {
  name: "seed",
  summary: "fill an empty storage with a demo chat, and print how to sign in",
  async run(config) {
    log.level = "warn"
    // New each time: a demo that can be reached from outside has no password that is known.
    const password = randomUUID().slice(0, 13)
    const { users, rooms } = await withStorage(config, () => fill(config, password))

    const messages = rooms.reduce((sum, room) => sum + room.messages, 0)
    console.log(`Created ${users.length} users and ${messages} messages in ${rooms.length} rooms.
Start Hearth with bin/serve and sign in:
  email     ${users[0]?.email_address}
  password  ${password}
All users have this password.`)
  },
}

async function fill({ storage, databaseUrl }: Config, password: string) {
  wire()
  try {
    const chat = await createDemoChat(password)
    await addConversations(chat.users, chat.rooms)
    return chat
  } catch (error) {
    if (!(error instanceof AccountExists)) throw error
    const place = databaseUrl === null ? `The storage ${storage}` : "The database of DATABASE_URL"
    const remedy =
      databaseUrl === null
        ? "set HEARTH_STORAGE to an empty folder, for seed and for serve"
        : "set DATABASE_URL to an empty database, for seed and for serve"
    throw new CommandError(`${place} holds a chat already. To look at a demo, ${remedy}.`)
  }
}
