import { expect, test } from "bun:test"
import { isPublicAddress } from "./addresses"

const CLOSED = `
  0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.8 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 192.0.2.1 198.51.100.7
  203.0.113.7 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
  :: ::1 fc00::1 fdff::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1 2001::1 2001:2::1 2001:db8::1
  2002:7f00:1:: 64:ff9b:1::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::8.8.8.8
  ::ffff:0:127.0.0.1 ::ffff:0:10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::169.254.169.254
  localhost example.com 1.2.3 256.1.1.1 ::g`

const OPEN = `
  8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 198.17.0.1 198.20.0.1 223.255.255.255
  2606:4700:4700::1111 2001:4860:4860::8888 2003::1 ::ffff:0:8.8.8.8 64:ff9b::8.8.8.8`

const listed = (list: string) => list.trim().split(/\s+/)

test("private addresses and invalid ones are not public", () => {
  expect(listed(CLOSED).filter(isPublicAddress)).toEqual([])
})

test("internet addresses are public, also NAT64-translated ones", () => {
  expect(listed(OPEN).filter((address) => !isPublicAddress(address))).toEqual([])
})
