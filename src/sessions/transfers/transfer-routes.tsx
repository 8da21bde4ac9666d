import { Hono } from "hono"
import { z } from "zod"
import type { WebEnv } from "../../platform/http/environment"
import { ValidationError } from "../../platform/http/errors"
import { parse, rowId } from "../../platform/http/form"
import {
  allowAttempt,
  createTransfer,
  redeemTransfer,
  transferable,
  userOfTransfer,
} from "../session"
import { currentUser, type SignedInEnv, signIn, takeDestination } from "../signed-in"
import { TransferLink, TransferOffer } from "./transfer-block"
import { LapsedTransferPage, TransferEntry, TransferPage } from "./transfer-pages"

/** The user to sign in: the viewer, or for administrators somebody else. */
const TransferForm = z.object({ user_id: z.coerce.number().int().positive().optional() })

/** Creates links. */
export const transfers = new Hono<SignedInEnv>()

transfers.get("/session/transfers", async (c) => {
  const viewer = c.var.user
  const person = await transferable(rowId(c.req.query("user_id") ?? "") ?? viewer.id)
  return c.html(
    <TransferPage viewer={viewer}>
      <TransferOffer person={person} viewer={viewer} />
    </TransferPage>,
  )
})

transfers.post("/session/transfers", async (c) => {
  const viewer = c.var.user
  const { user_id = viewer.id } = parse(c, TransferForm)
  const person = await transferable(user_id)
  const signed = await createTransfer(viewer, person, c.env.device.ip_address)
  c.header("Cache-Control", "no-store")
  return c.html(
    <TransferPage viewer={viewer}>
      <TransferLink
        person={person}
        viewer={viewer}
        url={`${c.env.origin}/session/transfers/${signed}`}
      />
    </TransferPage>,
    201,
  )
})

/** Redeems links; needs no session. */
export const transferEntries = new Hono<WebEnv>()

transferEntries.get("/session/transfers/:signed", async (c) => {
  const signedIn = await currentUser(c)
  const to = await userOfTransfer(c.req.param("signed"))
  const swaps = signedIn !== null && to !== null && to.id !== signedIn.user.id
  c.header("Cache-Control", "no-store")
  return c.html(<TransferEntry swap={swaps ? { from: signedIn.user, to } : null} />)
})

transferEntries.put("/session/transfers/:signed", async (c) => {
  const { device } = c.env
  if (!(await allowAttempt("transfer", device.ip_address)))
    throw new ValidationError(
      "Too many sign-in attempts. Wait a few minutes and open the link again.",
      {},
      429,
    )
  const signedIn = await currentUser(c)
  const session = await redeemTransfer(c.req.param("signed"), device, signedIn?.session ?? null)
  if (!session) return c.html(<LapsedTransferPage signedIn={signedIn !== null} />, 400)
  signIn(c, session)
  return c.redirect(takeDestination(c), 303)
})
