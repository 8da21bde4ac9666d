import { isPublicAddress } from "./addresses"
import type { Network } from "./network"

export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

/**
 * A network in which every name resolves to `server`; other private addresses are rejected as
 * usual.
 */
export function testNetwork(server: { port?: number }, others: Record<string, string[]> = {}) {
  const resolved: string[] = []
  const network: Network = {
    addressesOf: async (hostname) => {
      resolved.push(hostname)
      return others[hostname] ?? ["127.0.0.1"]
    },
    permits: (address, port) =>
      isPublicAddress(address) || (address === "127.0.0.1" && port === server.port),
    tweets: `http://tweets.test:${server.port}`,
  }
  return {
    network,
    resolved,
    at: (path: string, host = "page.test") => `http://${host}:${server.port}${path}`,
  }
}
