import { BlockList, isIP } from "node:net"

const notPublic = new BlockList()
for (const [network, bits] of [
  ["0.0.0.0", 8], // unspecified
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local
  ["172.16.0.0", 12], // private
  ["192.168.0.0", 16], // private
] as const)
  notPublic.addSubnet(network, bits, "ipv4")
for (const [network, bits] of [
  ["::", 127], // unspecified and loopback
  ["fc00::", 7], // private
  ["fe80::", 10], // link-local
] as const)
  notPublic.addSubnet(network, bits, "ipv6")

/** @returns the canonical form of a public IP address, or null for any other text */
export function publicAddress(text: string): string | null {
  const address = unmapped(text)
  switch (isIP(address)) {
    case 4:
      return notPublic.check(address, "ipv4") ? null : address
    case 6:
      return address.includes("%") || notPublic.check(address, "ipv6") ? null : canonical(address)
    default:
      return null
  }
}

// A server that listens on IPv6 sees IPv4 clients as IPv4-mapped addresses.
const unmapped = (text: string) => text.replace(/^::ffff:(?=\d+\.)/i, "")

const canonical = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1)
