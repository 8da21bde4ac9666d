const UNITS = ["bytes", "KB", "MB", "GB", "TB"]

/** Such as `1.3 MB`. Rounded up, so that a size above a limit never reads as the limit. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return "1 byte"
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  const size = bytes / 1024 ** power
  const rounded = size < 10 ? Math.ceil(size * 10) / 10 : Math.ceil(size)
  return `${rounded} ${UNITS[power]}`
}
