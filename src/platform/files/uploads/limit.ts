const MEGABYTE = 1024 * 1024

let limit = 512 * MEGABYTE

/** The most that a file may weigh, in bytes. */
export const uploadLimit = () => limit

export function configureUploadLimit(bytes: number) {
  limit = bytes
}
