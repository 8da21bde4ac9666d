/**
 * Computes the CRC-32 of concatenated texts from the CRCs of the parts, as zlib's crc32_combine by
 * Mark Adler. A CRC is a polynomial over GF(2) modulo POLYNOMIAL (bits reflected), so appending n
 * bytes multiplies it by x^8n, which depends on n only.
 */
const POLYNOMIAL = 0xedb88320
const ONE = 0x80000000
const X = 0x40000000

/** squares[k] is x^(2^k). */
const squares = powers()

/** x^(8 * bytes), for `concatenate`. */
export function lengthShift(bytes: number) {
  let shift = ONE
  // k starts at 3, for the eight bits of a byte.
  for (let rest = bytes, k = 3; rest > 0; rest = Math.floor(rest / 2), k++) {
    if (rest % 2 === 1) shift = multiply(squares[k % 32] ?? ONE, shift)
  }
  return shift
}

/** The CRC of two concatenated texts. @param shift `lengthShift` of the second text's length */
export function concatenate(first: number, second: number, shift: number) {
  return (multiply(shift, first) ^ second) >>> 0
}

function multiply(a: number, b: number) {
  let product = 0
  let factor = b
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= factor
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1
  }
  return product >>> 0
}

function powers() {
  const found = [X]
  for (let k = 1; k < 32; k++) {
    const last = found[k - 1] ?? X
    found.push(multiply(last, last))
  }
  return found
}
