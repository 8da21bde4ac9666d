import { sizeInWords } from "../../../platform/files/size-in-words"

// What was picked and not sent, by the list of messages it is for. As drafts do, it outlives the page.
const picked = new Map<string, readonly File[]>()

export const pickedFiles = (list: string) => picked.get(list) ?? []

/**
 * Adds files in the order in which people look for them; those that are too big stay behind.
 *
 * @returns why some did, or nothing
 */
export function addPickedFiles(list: string, files: readonly File[], mostBytes: number): string {
  const fitting = files.filter(({ size }) => size <= mostBytes)
  if (fitting.length > 0) picked.set(list, [...pickedFiles(list), ...fitting].sort(byName))
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

/** Hands over all of them, to be sent. */
export function takePickedFiles(list: string) {
  const files = pickedFiles(list)
  picked.delete(list)
  return files
}

function sizeError(files: File[], mostBytes: number) {
  const [first] = files
  if (!first) return ""
  const rule = `A file may have up to ${sizeInWords(mostBytes)}`
  return files.length === 1
    ? `“${first.name}” is too big. ${rule}, and it has ${sizeInWords(first.size)}.`
    : `${files.length} files are too big. ${rule}: ${files.map(({ name }) => name).join(", ")}.`
}

const byName = (a: File, b: File) => a.name.localeCompare(b.name, undefined, { numeric: true })
