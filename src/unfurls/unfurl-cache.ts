import { database, now, transaction } from "../platform/database/database"
import type { Network } from "./network"
import { type Preview, previewOf } from "./preview"

const SECOND = 1_000_000
const DAY = 24 * 60 * 60 * SECOND

/** A page that says nothing may say something later, and is not to be asked at every paste. */
const FAILED_FOR = 5 * 60 * SECOND

const MOST_URL = 2048

const underway = new Map<string, Promise<Preview | null>>()

/**
 * The preview of a link, from whoever pasted it before, or now.
 *
 * @returns null when there is nothing to show
 */
export async function unfurl(link: string, network: Network): Promise<Preview | null> {
  const url = URL.parse(link)?.href
  if (!url || url.length > MOST_URL) return null
  const looking = underway.get(url) ?? look(url, network)
  underway.set(url, looking)
  return looking
}

// Whoever asks meanwhile waits for this answer: one of their own could be older than what is kept.
async function look(url: string, network: Network) {
  try {
    const kept = await keptPreview(url)
    return kept === undefined ? await make(url, network) : kept
  } finally {
    underway.delete(url)
  }
}

/** @returns undefined when nobody has asked of late */
async function keptPreview(url: string): Promise<Preview | null | undefined> {
  const row = await database()
    .selectFrom("unfurls")
    .select("preview")
    .where("url", "=", url)
    .where("expires_at", ">", now())
    .executeTakeFirst()
  if (!row) return undefined
  return row.preview === null ? null : JSON.parse(row.preview)
}

async function make(url: string, network: Network) {
  const preview = await previewOf(url, network)
  await keep(url, preview)
  return preview
}

/** What has lapsed goes as something new comes. */
async function keep(url: string, preview: Preview | null) {
  await transaction(async (trx) => {
    const time = now()
    await trx.deleteFrom("unfurls").where("expires_at", "<=", time).execute()
    const row = {
      preview: preview && JSON.stringify(preview),
      expires_at: time + (preview ? DAY : FAILED_FOR),
      updated_at: time,
    }
    await trx
      .insertInto("unfurls")
      .values({ url, created_at: time, ...row })
      .onConflict((conflict) => conflict.column("url").doUpdateSet(row))
      .execute()
  })
}
