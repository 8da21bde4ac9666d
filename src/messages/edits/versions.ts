import { database, type Micros, type Trx } from "../../platform/database/database"
import { mentionedIn } from "../body/mentions"
import { readBody } from "../body/message-body"
import type { Message } from "../table"
import { renderContent } from "../view/message-view"

/** One version of a message's body, with its editor and time. */
export type Version = {
  /** Safe HTML. */
  html: string
  author: { id: number; name: string; updated_at: Micros }
  at: Micros
}

/** The most versions that a page shows. A script may edit endlessly; the page stays small. */
const MOST = 100

/** Stores the current body of `message` before `editor` replaces it. */
export async function keepVersion(
  trx: Trx,
  message: Pick<Message, "id" | "body">,
  editor: { id: number },
  time: Micros,
) {
  await trx
    .insertInto("message_versions")
    .values({
      message_id: message.id,
      author_id: editor.id,
      body: message.body,
      created_at: time,
      updated_at: time,
    })
    .execute()
}

/** The versions of `message`, newest first. */
export async function versionsOf(message: Message): Promise<Version[]> {
  const [creator, replaced] = await Promise.all([creatorOf(message), replacedBodies(message)])
  // A row has the body before an edit and the editor, who is the author of the next version.
  const all = replaced.length < MOST
  const written = replaced.map(edit)
  const bodies = [...replaced.map(({ body }) => body), message.body].map(readBody)
  if (all) written.unshift({ author: creator, at: message.created_at })
  else bodies.shift()
  const people = await mentionedIn(database(), bodies)
  return bodies
    .flatMap((body, index) => {
      const one = written[index]
      return one ? { ...one, html: renderContent(message, body, creator, people).html } : []
    })
    .reverse()
}

type Replaced = Awaited<ReturnType<typeof replacedBodies>>[number]

const edit = ({ author_id, name, author_updated_at, created_at }: Replaced) => ({
  author: { id: author_id, name, updated_at: author_updated_at },
  at: created_at,
})

/** The latest of them, oldest first. */
async function replacedBodies(message: Message) {
  const latest = await database()
    .selectFrom("message_versions")
    .innerJoin("users", "users.id", "message_versions.author_id")
    .select(["message_versions.body", "message_versions.created_at", "author_id", "users.name"])
    .select("users.updated_at as author_updated_at")
    .where("message_id", "=", message.id)
    .orderBy("message_versions.created_at", "desc")
    .orderBy("message_versions.id", "desc")
    .limit(MOST)
    .execute()
  return latest.reverse()
}

function creatorOf(message: Message) {
  return database()
    .selectFrom("users")
    .select(["id", "name", "updated_at"])
    .where("id", "=", message.creator_id)
    .executeTakeFirstOrThrow()
}
