import { database, now, transaction } from "../platform/database/database"
import type { Network } from "./network"
import { type Preview, previewOf } from "./preview"

const SECOND = 1_000_000
const DAY = 24 * 60 * 60 * SECOND

const FAILURE_TTL = 5 * 60 * SECOND

const MAX_URL_LENGTH = 2048

const inFlight = new Map<string, Promise<Preview | null>>()

/**
 * The preview of a link, cached in the database. Single flight per process: a second lookup could
 * overwrite the cache with an older response.
 *
 * @returns null when the link has no preview
 */
export async function unfurl(link: string, network: Network): Promise<Preview | null> {
  const url = URL.parse(link)?.href
  if (!url || url.length > MAX_URL_LENGTH) return null
  const lookup = inFlight.get(url) ?? load(url, network)
  inFlight.set(url, lookup)
  return lookup
}

async function load(url: string, network: Network) {
  try {
    const cached = await cachedPreview(url)
    return cached === undefined ? await fetchPreview(url, network) : cached
  } finally {
    inFlight.delete(url)
  }
}

/** @returns undefined on a cache miss, null for a cached failure */
async function cachedPreview(url: string): Promise<Preview | null | undefined> {
  const row = await database()
    .selectFrom("unfurls")
    .select("preview")
    .where("url", "=", url)
    .where("expires_at", ">", now())
    .executeTakeFirst()
  if (!row) return undefined
  return row.preview === null ? null : JSON.parse(row.preview)
}

async function fetchPreview(url: string, network: Network) {
  const preview = await previewOf(url, network)
  await store(url, preview)
  return preview
}

/** Stores a preview and deletes the expired ones. */
async function store(url: string, preview: Preview | null) {
  await transaction(async (trx) => {
    const time = now()
    await trx.deleteFrom("unfurls").where("expires_at", "<=", time).execute()
    const row = {
      preview: preview && JSON.stringify(preview),
      expires_at: time + (preview ? DAY : FAILURE_TTL),
      updated_at: time,
    }
    await trx
      .insertInto("unfurls")
      .values({ url, created_at: time, ...row })
      .onConflict((conflict) => conflict.column("url").doUpdateSet(row))
      .execute()
  })
}
