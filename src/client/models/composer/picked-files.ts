import { formatBytes } from "../../../platform/files/format-bytes"

// Files that were picked and not sent, by message list. Like drafts, they survive Turbo visits.
const picked = new Map<string, readonly File[]>()

export const pickedFiles = (list: string) => picked.get(list) ?? []

/**
 * Adds files after those that were picked before, and rejects those over `mostBytes`.
 *
 * @returns the error about rejected files, or an empty string
 */
export function addPickedFiles(list: string, files: readonly File[], mostBytes: number): string {
  const fitting = files.filter(({ size }) => size <= mostBytes)
  if (fitting.length > 0) picked.set(list, [...pickedFiles(list), ...fitting])
  return sizeError(
    files.filter(({ size }) => size > mostBytes),
    mostBytes,
  )
}

export function removePickedFile(list: string, file: File) {
  picked.set(
    list,
    pickedFiles(list).filter((other) => other !== file),
  )
}

/** Removes and returns all files of a list. */
export function takePickedFiles(list: string) {
  const files = pickedFiles(list)
  picked.delete(list)
  return files
}

function sizeError(files: File[], mostBytes: number) {
  const [first] = files
  if (!first) return ""
  const rule = `A file may have up to ${formatBytes(mostBytes)}`
  return files.length === 1
    ? `“${first.name}” is too big. ${rule}, and it has ${formatBytes(first.size)}.`
    : `${files.length} files are too big. ${rule}: ${files.map(({ name }) => name).join(", ")}.`
}
