import { database } from "../../platform/database/database"
import { plainName } from "../../platform/http/plain-name"
import { changeTopic } from "../../rooms/room"
import { attachmentText } from "../body/body-attachments"
import { mentionedIn } from "../body/mentioned"
import { plainText } from "../body/rich-text/rich-text"
import type { Outcome, Request } from "./command"

/** Says at the top of the room what it is about; with nothing after it, nothing. */
export async function setTopic({ room, person, rest }: Request): Promise<Outcome> {
  const people = await mentionedIn(database(), [rest])
  const topic = plainName(plainText(rest, attachmentText(people)))
  await changeTopic(room, person, topic)
  return {
    notice: topic ? `The topic is “${topic}” from now on.` : "This room has no topic any more.",
  }
}
