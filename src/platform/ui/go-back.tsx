import type { Context } from "hono"
import type { WebEnv } from "../http/environment"
import { ownPath } from "../http/respond"
import { IconLink } from "./button"

/** The page of ours from which somebody came here, else the way to the rooms. */
export function wayBack<E extends WebEnv>(c: Context<E>) {
  const referrer = c.req.header("referer")
  if (!referrer || !URL.canParse(referrer)) return "/"
  const from = new URL(referrer)
  const elsewhere = from.origin === c.env.origin && from.pathname !== c.req.path
  return elsewhere ? ownPath(from) : "/"
}

export function GoBack({ to }: { to: string }) {
  return <IconLink icon="back" label="Go Back" plain href={to} />
}
