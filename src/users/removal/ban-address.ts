import { BlockList, isIP } from "node:net"

const shared = new BlockList()
for (const [network, bits] of [
  ["0.0.0.0", 8], // nowhere
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // private to a provider
  ["127.0.0.0", 8], // this machine
  ["169.254.0.0", 16], // this wire
  ["172.16.0.0", 12], // private
  ["192.168.0.0", 16], // private
] as const)
  shared.addSubnet(network, bits, "ipv4")
for (const [network, bits] of [
  ["::", 127], // nowhere, and this machine
  ["fc00::", 7], // private
  ["fe80::", 10], // this wire
] as const)
  shared.addSubnet(network, bits, "ipv6")

/** @returns `text` in the one way to write this address, or null if it is none that leads to one place */
export function publicAddress(text: string): string | null {
  const address = unmapped(text)
  switch (isIP(address)) {
    case 4:
      return shared.check(address, "ipv4") ? null : address
    case 6:
      return address.includes("%") || shared.check(address, "ipv6") ? null : canonical(address)
    default:
      return null
  }
}

// A server that listens on IPv6 sees IPv4 addresses in its own clothes.
const unmapped = (text: string) => text.replace(/^::ffff:(?=\d+\.)/i, "")

const canonical = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1)
