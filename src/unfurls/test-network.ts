import { isPublicAddress } from "./addresses"
import type { Network } from "./network"

export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

/**
 * A piece of the internet on this machine: every name leads to `server`, whose port alone is let
 * through; whatever else is refused as always.
 */
export function outside(server: { port?: number }, others: Record<string, string[]> = {}) {
  const asked: string[] = []
  const network: Network = {
    addressesOf: async (hostname) => {
      asked.push(hostname)
      return others[hostname] ?? ["127.0.0.1"]
    },
    permits: (address, port) =>
      isPublicAddress(address) || (address === "127.0.0.1" && port === server.port),
    tweets: `http://tweets.test:${server.port}`,
  }
  return {
    network,
    asked,
    at: (path: string, host = "page.test") => `http://${host}:${server.port}${path}`,
  }
}
