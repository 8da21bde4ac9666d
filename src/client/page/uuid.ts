const TEMPLATE = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx"

/** A random UUID. `crypto.randomUUID` is missing on plain HTTP, as in a local network. */
export function uuid(): string {
  return TEMPLATE.replace(/[xy]/g, (place) => {
    const digit = crypto.getRandomValues(new Uint8Array(1)).at(0) ?? 0
    return (place === "x" ? digit & 0xf : (digit & 0x3) | 0x8).toString(16)
  })
}
