import { Hono } from "hono"
import type { z } from "zod"
import { serveFile } from "../../platform/files/file"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { streamBody } from "../../platform/http/request-body"
import type { SignedInEnv } from "../../sessions/session"
import { rateLimit } from "../../users/user"
import { AnnouncedBlob, announceUpload, receiveUpload } from "./direct-upload"
import { reachFile, reachPreview } from "./reach"

/** Serves files to the members of the rooms that they were posted in. */
export const attachments = new Hono<SignedInEnv>()

attachments.get("/rails/active_storage/blobs/redirect/:signed_id/:filename", async (c) => {
  const file = await reachFile(c.var.user, c.req.param("signed_id"))
  if (!file) throw new NotFound()
  return serveFile(c, file, { download: c.req.query("disposition") === "attachment" })
})

attachments.get(
  "/rails/active_storage/representations/redirect/:signed_id/:variation/:filename",
  async (c) => {
    const preview = await reachPreview(c.var.user, c.req.param("signed_id"))
    if (!preview) throw new NotFound()
    return serveFile(c, preview, { download: false })
  },
)

attachments.post("/rails/active_storage/direct_uploads", async (c) => {
  const announced = AnnouncedBlob.safeParse(await c.req.json().catch(() => null))
  if (!announced.success) throw notAnnounced(announced.error)
  await rateLimit(c.var.user, "upload")
  return c.json(announceUpload(announced.data.blob, c.var.user, c.env.origin))
})

attachments.put("/rails/active_storage/disk/:token", streamBody(), async (c) => {
  await receiveUpload(c.req.param("token"), c.var.user, c.req.raw)
  return c.body(null, 204)
})

function notAnnounced({ issues }: z.ZodError) {
  const whole = issues.some(({ path }) => path.length < 2)
  if (whole)
    return new ValidationError(
      "The request describes no file. Send its name, size, checksum and type.",
      {},
      400,
    )
  return new ValidationError(
    issues.map(({ path, message }) => `${String(path.at(-1))}: ${message}`).join(" "),
  )
}
