import { lookup } from "node:dns/promises"
import { isPublicAddress } from "./addresses"

/** The way out: how names become addresses, and to which of these it leads. */
export type Network = {
  addressesOf: (hostname: string) => Promise<string[]>
  permits: (address: string, port: number) => boolean
  /** Where posts on X are read, such as `https://fxtwitter.com`. */
  tweets: string
  /** Certificates that count besides those that everybody knows. */
  ca?: string
}

/** Nothing that is not on the open internet, however it is called. */
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
 * The one address to which a request for `url` may go. It is asked for once: who is asked again may
 * give another answer (DNS rebinding).
 *
 * @throws {Unreachable} when there is none
 */
export async function pinnedAddress(url: URL, network: Network): Promise<string> {
  const hostname = url.hostname.replace(/^\[|\]$/g, "")
  const addresses = isLiteral(hostname) ? [hostname] : await named(hostname, network)
  const open = addresses.filter((address) => network.permits(address, portOf(url)))
  const [address] = open.toSorted((a, b) => Number(a.includes(":")) - Number(b.includes(":")))
  if (address === undefined) throw new Unreachable(`${hostname} leads nowhere that is public`)
  return address
}

export const portOf = ({ port, protocol }: URL) =>
  port === "" ? (protocol === "https:" ? 443 : 80) : Number(port)

// URLs write an IPv4 address in its one form, however it was given.
const isLiteral = (hostname: string) => hostname.includes(":") || /^[\d.]+$/.test(hostname)

async function named(hostname: string, network: Network) {
  try {
    return await network.addressesOf(hostname)
  } catch {
    throw new Unreachable(`${hostname} has no address`)
  }
}
