import { expect, test } from "bun:test"
import { publicAddress } from "./ban-address"

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:203.0.113.7", "203.0.113.7"],
  ["2001:DB8:0:0::7", "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
])("%s is the public address %s", (address, banned) => {
  expect(publicAddress(address)).toBe(banned)
})

test.each([
  "127.0.0.1",
  "127.8.8.8",
  "::1",
  "::",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "::ffff:192.168.1.1",
  "100.64.0.1",
  "169.254.10.10",
  "fe80::1",
  "fe80::1%eth0",
  "fd00::1",
  "",
  " ",
  "unknown",
  "203.0.113",
  "203.0.113.7:4711",
  "[2001:db8::7]",
  "203.0.113.7, 198.51.100.1",
  "'; drop table bans",
])("%p is not a public address", (address) => {
  expect(publicAddress(address)).toBeNull()
})
