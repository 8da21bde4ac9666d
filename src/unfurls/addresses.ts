import { isIP } from "node:net"
import ipaddr from "ipaddr.js"

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

const NOT_PUBLIC_V4 = ranges(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24",
  "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24",
  "224.0.0.0/4 240.0.0.0/4",
)

// IPv4-mapped (::ffff:0:0/96) and IPv4-compatible (::/96) addresses are second names of IPv4
// addresses that no public site needs. ::/96 contains :: and ::1.
const NOT_PUBLIC_V6 = ranges(
  "::/96 ::ffff:0:0/96 fc00::/7 fe80::/10 fec0::/10 ff00::/8 100::/64 2001::/32 2001:2::/48",
  "2001:db8::/32 2002::/16 64:ff9b:1::/48",
)

// NAT64: the IPv4 address in the last 32 bits decides.
const TRANSLATED = ranges("::ffff:0:0:0/96 64:ff9b::/96")

/** Whether `text` is an IP address on the public internet. Guards against SSRF. */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false
  const address = ipaddr.parse(text)
  if (address.kind() === "ipv4") return !within(address, NOT_PUBLIC_V4)
  if (within(address, TRANSLATED)) return isPublicAddress(embedded(address))
  return !within(address, NOT_PUBLIC_V6)
}

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, networks: Range[]) =>
  networks.some((range) => address.match(range))

const embedded = (address: ipaddr.IPv4 | ipaddr.IPv6) => address.toByteArray().slice(-4).join(".")

function ranges(...lists: string[]): Range[] {
  return lists.flatMap((list) => list.split(" ").map((cidr) => ipaddr.parseCIDR(cidr)))
}
