import { randomInt } from "node:crypto"
import { disconnectSession } from "../platform/cable/cable"
import { afterCommit, now, type Trx, transaction } from "../platform/database/database"
import { ValidationError } from "../platform/http/errors"
import { stillActive } from "../users/user"
import type { Session } from "./table"

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

/** The client of a request, by its address and `User-Agent`. */
export type Device = { ip_address: string | null; user_agent: string | null }

/** @throws {ValidationError} when the user is not active any more */
export async function startSession(
  trx: Trx,
  user: { id: number },
  device: Device,
): Promise<Session> {
  if (!(await stillActive(trx, user)))
    throw new ValidationError("This user was removed and can’t sign in. Ask an administrator.")
  const time = now()
  return trx
    .insertInto("sessions")
    .values({
      ...device,
      user_id: user.id,
      token: newToken(),
      last_active_at: time,
      created_at: time,
      updated_at: time,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export const endSession = (session: { id: number }) =>
  transaction((trx) => deleteSession(trx, session))

export async function deleteSession(trx: Trx, session: { id: number }) {
  await trx.deleteFrom("sessions").where("id", "=", session.id).execute()
  afterCommit(trx, () => disconnectSession(session.id, { reconnect: false }))
}

/**
 * Deletes all sessions of `user` but `except`, and their unused sign-in links: an intruder could
 * have created those.
 */
export async function endOtherSessions(
  trx: Trx,
  user: { id: number },
  except: { id: number } | null,
) {
  const ended = await trx
    .deleteFrom("sessions")
    .where("user_id", "=", user.id)
    .where("id", "<>", except?.id ?? 0)
    .returning("id")
    .execute()
  await trx.deleteFrom("transfers").where("user_id", "=", user.id).execute()
  afterCommit(trx, () => {
    for (const { id } of ended) disconnectSession(id, { reconnect: false })
  })
}

function newToken() {
  return Array.from({ length: 24 }, () => BASE58[randomInt(BASE58.length)]).join("")
}
