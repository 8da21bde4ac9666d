import type { PendingMessage } from "../composer/pending-message"

/** A message that is being sent, with the error of the last attempt. */
export type OutgoingMessage = PendingMessage & {
  url: string
  listId: string
  failure?: Failure
  /** The name of a file that the browser had no space for. */
  lostFile?: string
}

/** Why a message was not sent. `again` means that the same attempt can succeed later. */
export type Failure = { error: string; again: boolean }

/** An unsent message as it survives its page. `tab` is the page that sends it. */
export type StoredMessage = Omit<OutgoingMessage, "preview" | "percent"> & {
  userId: number
  tab: string
  at: number
}

const STORE = "messages"
const TAB = Math.random().toString(36).slice(2)

let opening: Promise<IDBDatabase> | undefined
let releaseTab: (() => void) | undefined

/** Stores an unsent message. Without space for its file, its name is stored. */
export async function storeUnsent(userId: number, message: OutgoingMessage) {
  claimTab()
  const { preview: _preview, percent: _percent, ...kept } = message
  const row: StoredMessage = { ...kept, userId, tab: TAB, at: Date.now() }
  try {
    if (message.file && !(await fits(message.file))) throw new Error("No space for the file")
    await write((rows) => rows.put(row))
  } catch (error) {
    if (!message.file) throw error
    await write((rows) => rows.put({ ...row, file: undefined, lostFile: message.file?.name }))
  }
}

export async function deleteUnsent(clientId: string) {
  await write((rows) => rows.delete(clientId))
}

/** Deletes the unsent messages of all users of this browser. */
export async function clearUnsent() {
  await write((rows) => rows.clear())
}

/**
 * Takes over the user's messages from pages that were closed or crashed, oldest first. It waits for
 * those that are still open.
 */
export async function adoptUnsent(
  userId: number,
  adopt: (messages: StoredMessage[]) => Promise<void>,
) {
  const mine = (await readAll()).filter((row) => row.userId === userId && row.tab !== TAB)
  const tabs = new Set(mine.map(({ tab }) => tab))
  for (const tab of tabs) void afterTab(tab, async () => adopt(await takeOver(userId, tab)))
}

/** Stops the claim to the stored messages once there are none. */
export function releaseClaim() {
  releaseTab?.()
  releaseTab = undefined
}

async function takeOver(userId: number, tab: string) {
  const rows = await readAll()
  const orphans = rows.filter((row) => row.userId === userId && row.tab === tab)
  if (orphans.length === 0) return []
  claimTab()
  await write((store) => {
    for (const row of orphans) store.put({ ...row, tab: TAB })
  })
  return orphans.sort((one, other) => one.at - other.at)
}

// The browser releases a page's lock also when the page crashes. Without TLS there are no locks: the
// server then stores a message once that two pages send.
function afterTab(tab: string, work: () => Promise<void>) {
  const locks = locksOfBrowser()
  return locks ? locks.request(lockOf(tab), work) : work()
}

function claimTab() {
  if (releaseTab) return
  const { promise, resolve } = Promise.withResolvers<void>()
  releaseTab = resolve
  void locksOfBrowser()?.request(lockOf(TAB), () => promise)
}

const lockOf = (tab: string) => `outbox:${tab}`

const locksOfBrowser = (): LockManager | undefined =>
  "locks" in navigator ? navigator.locks : undefined

// Half of what is left: a browser that runs out of space may drop all that a site stored.
async function fits(file: File) {
  if (!("storage" in navigator)) return true
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  return file.size < (quota - usage) / 2
}

async function readAll(): Promise<StoredMessage[]> {
  const rows = (await open()).transaction(STORE).objectStore(STORE).getAll()
  return settled(rows)
}

async function write(change: (rows: IDBObjectStore) => unknown) {
  const transaction = (await open()).transaction(STORE, "readwrite")
  change(transaction.objectStore(STORE))
  return new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

function open() {
  opening ??= connect().catch((error: unknown) => {
    opening = undefined
    throw error
  })
  return opening
}

function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open("outbox", 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: "clientId" })
  }
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
