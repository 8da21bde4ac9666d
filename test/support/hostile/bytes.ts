/** Bytes that are not valid UTF-8. */
const BROKEN: Record<string, number[]> = {
  "a byte that begins nothing": [0x80],
  "a character that doesn't end": [0xe2, 0x82],
  "too long a slash": [0xc0, 0xaf],
  "too long a less-than sign": [0xe0, 0x80, 0xbc],
  "half of a pair": [0xed, 0xa0, 0x80],
  "beyond the last character": [0xf4, 0x90, 0x80, 0x80],
  "six bytes at once": [0xfc, 0x80, 0x80, 0x80, 0x80, 0xbc],
  "bytes of 255": [0xff, 0xfe, 0xff],
  "Latin letters": [0xe9, 0xe8, 0xfc],
  "two bytes a character": [0x3c, 0x00, 0x73, 0x00, 0x3e, 0x00],
  "a mark of byte order": [0xef, 0xbb, 0xbf],
  "nothing but zeroes": [0, 0, 0, 0],
  "a quote that swallows the next": [0xc3, 0x22, 0x3e],
  "a tag behind half a character": [0xe2, ...Buffer.from("<script>alert(1)</script>")],
}

/** Each of them between two words that must survive. */
export const BROKEN_BYTES: [name: string, body: Uint8Array][] = Object.entries(BROKEN).map(
  ([name, bytes]) => [
    name,
    Buffer.concat([Buffer.from("<p>kept "), Buffer.from(bytes), Buffer.from(" kept</p>")]),
  ],
)
