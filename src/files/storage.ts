/** Where bytes lie, by keys that never repeat, so nothing is ever overwritten. */
export interface FileStorage {
  /** Resolves when the bytes would survive a power cut. */
  write(key: string, bytes: Uint8Array): Promise<void>
  /** The bytes, which are only fetched as they are read; null when there are none. */
  read(key: string): Promise<Blob | null>
  /** What is gone already counts as removed. */
  remove(key: string): Promise<void>
}

let current: FileStorage | undefined

/** Makes `storage` the place of this process's files. */
export function useFiles(storage: FileStorage | undefined) {
  current = storage
}

export function files(): FileStorage {
  if (!current) throw new Error("Files have no place: useFiles() comes first")
  return current
}
