import { lookup } from "node:dns/promises"
import { isPublicAddress } from "./addresses"

/** How names are resolved, and which addresses may be connected to. */
export type Network = {
  addressesOf: (hostname: string) => Promise<string[]>
  permits: (address: string, port: number) => boolean
  /** The site that serves metadata of posts on X, such as `https://fxtwitter.com`. */
  tweets: string
  /** Additional trusted certificates. */
  ca?: string
}

/** Permits public addresses only. */
export const internet = (tweets: string): Network => ({
  addressesOf: async (hostname) =>
    (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address),
  permits: isPublicAddress,
  tweets,
})

export class Unreachable extends Error {
  override name = "Unreachable"
}

/**
 * Resolves the URL's host once and returns a permitted address to connect to. A second resolution
 * could return another address (DNS rebinding).
 *
 * @throws {Unreachable} when no address is permitted
 */
export async function pinnedAddress(url: URL, network: Network): Promise<string> {
  const hostname = url.hostname.replace(/^\[|\]$/g, "")
  const addresses = isLiteral(hostname) ? [hostname] : await resolve(hostname, network)
  const permitted = addresses.filter((address) => network.permits(address, portOf(url)))
  const [address] = permitted.toSorted((a, b) => Number(a.includes(":")) - Number(b.includes(":")))
  if (address === undefined) throw new Unreachable(`${hostname} has no public address`)
  return address
}

export const portOf = ({ port, protocol }: URL) =>
  port === "" ? (protocol === "https:" ? 443 : 80) : Number(port)

// The URL parser normalizes IPv4 addresses such as 0x7f000001.
const isLiteral = (hostname: string) => hostname.includes(":") || /^[\d.]+$/.test(hostname)

async function resolve(hostname: string, network: Network) {
  try {
    return await network.addressesOf(hostname)
  } catch {
    throw new Unreachable(`${hostname} can't be resolved`)
  }
}
