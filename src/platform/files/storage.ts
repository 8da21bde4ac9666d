/** Where bytes lie, by keys that never repeat, so nothing is ever overwritten. */
export interface FileStorage {
  /** Resolves when the bytes would survive a power cut. */
  write(key: string, bytes: Uint8Array): Promise<void>
  /**
   * The same for a file of this machine, which is gone afterwards. Its bytes are safe on the disk
   * already; what lies in `incoming` is taken over without being copied.
   */
  take(key: string, path: string): Promise<void>
  /** The bytes, which are only fetched as they are read; null when there are none. */
  read(key: string): Promise<Blob | null>
  /** The bytes as a file of this machine, for programs that want a path, until the scope ends. */
  borrow(key: string): Promise<AsyncDisposable & { path: string }>
  /** What is gone already counts as removed. */
  remove(key: string): Promise<void>
  /** A folder of this machine for what is not whole yet. */
  readonly incoming: string
}

let current: FileStorage | undefined

/** Makes `storage` the place of this process's files. */
export function configureFiles(storage: FileStorage | undefined) {
  current = storage
}

export function files(): FileStorage {
  if (!current) throw new Error("Files have no place: useFiles() comes first")
  return current
}
