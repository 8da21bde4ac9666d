import { database } from "../../platform/database/database"
import { plainName } from "../../platform/http/plain-name"
import { changeTopic } from "../../rooms/room"
import { mentionedIn } from "../body/mentions"
import type { Outcome, Request } from "./command"

/** Sets the room's topic, or removes it when the command has no text. */
export async function setTopic({ room, author, rest }: Request): Promise<Outcome> {
  const people = await mentionedIn(database(), [rest])
  const topic = plainName(rest.text(people))
  await changeTopic(room, author, topic)
  return {
    notice: topic ? `The topic is “${topic}” from now on.` : "This room has no topic any more.",
  }
}
