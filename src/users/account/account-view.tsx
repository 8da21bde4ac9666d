import type { Context } from "hono"
import { currentAccount } from "../../accounts/account"
import { cache } from "../../platform/cache/cache"
import { type GzipFragment, gzipFragment, memoryOf } from "../../platform/cache/gzip-fragment"
import { release } from "../../platform/http/build-id"
import { NotFound } from "../../platform/http/errors"
import { takeFlash } from "../../platform/http/flash-cookie"
import { respondWithFragments } from "../../platform/http/respond"
import { unchangedResponse } from "../../platform/http/response-cache"
import { TURBO_STREAM, turboStream } from "../../platform/http/turbo-stream"
import type { Flash } from "../../platform/ui/page/flash"
import type { UserEnv } from "../environment"
import { type AccountPageProps, accountPageShell } from "./account-page"
import type { PeopleQuery } from "./people"
import { peopleFragments } from "./people-fragments"

const MEGABYTE = 1024 * 1024

// The page around the people changes only with the account and the viewer.
const shells = cache<{ before: GzipFragment; after: GzipFragment }>("account-shells", {
  budget: MEGABYTE,
  size: ({ before, after }) => memoryOf([before, after]),
})

/** The whole page with the first page of people. */
export async function respondWithAccountPage(c: Context<UserEnv>, filter?: string) {
  const unchanged = unchangedResponse(c, c.var.state)
  if (unchanged) return unchanged
  const flash = takeFlash(c)
  const key = JSON.stringify([keyOf(c), c.env.origin, filter])
  const shell = flash
    ? await renderShell(c, filter, flash)
    : await shells.load(key, () => renderShell(c, filter))
  const people = await peopleFor(c, { filter, page: 1 })
  return respondWithFragments(c, [shell.before, ...people, shell.after], {
    ...(flash
      ? { key: crypto.randomUUID() }
      : { key, state: c.var.state, until: c.var.freshUntil }),
  })
}

async function renderShell(c: Context<UserEnv>, filter?: string, flash?: Flash) {
  const props = await accountPageProps(c, filter)
  const { before, after } = accountPageShell({ ...props, flash })
  return { before: gzipFragment(before), after: gzipFragment(after) }
}

/** Replaces the lazy placeholder with the next page of people. */
export async function respondWithMorePeople(c: Context<UserEnv>, query: PeopleQuery) {
  const people = await peopleFor(c, query)
  const stream = turboStream("replace", "next_page_container", htmlOf(people))
  return c.body(stream, 200, { "Content-Type": `${TURBO_STREAM}; charset=utf-8` })
}

export async function accountPageProps(
  c: Context<UserEnv>,
  filter?: string,
): Promise<Omit<AccountPageProps, "people">> {
  const account = await currentAccount()
  if (!account) throw new NotFound()
  const { version } = release()
  return { account, viewer: c.var.user, origin: c.env.origin, version, filter }
}

function keyOf({ var: { user, account, people_updated_at } }: Context<UserEnv>) {
  return `account ${user.id} ${user.updated_at} ${account.updated_at} ${people_updated_at}`
}

export const peopleFor = (c: Context<UserEnv>, query: PeopleQuery) =>
  peopleFragments(c.var.user, query, c.var.people_updated_at)

export const htmlOf = (people: GzipFragment[]) => people.map(({ html }) => html).join("")
