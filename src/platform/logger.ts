import { type DestinationStream, pino, stdSerializers } from "pino"

const SECRET =
  /passw|email|secret|token|_key|crypt|salt|certificate|otp|ssn|cvv|cvc|endpoint|cookie|authorization/i
const MASK = "[hidden]"
const MAX_DEPTH = 8

// Credentials in URLs: bot keys, join codes, sign-in links, signed values.
const KEYS_IN_PATHS: [pattern: RegExp, shown: string][] = [
  [/\/\d+-[A-Za-z0-9]{12}(?=[/?]|$)/g, `/${MASK}`],
  [/(\/join|\/transfers|\/qr_code)\/[^/?]+/g, `$1/${MASK}`],
  [/\/[^/?]+--[0-9a-f]+/g, `/${MASK}`],
  [/\?.*$/, `?${MASK}`],
]

// Synchronous, so that the last lines before an exit are not lost.
/** JSON lines on stdout; `boot` sets the level. */
export const log = openLog(pino.destination({ fd: 1, sync: true }))

export function openLog(destination: DestinationStream) {
  return pino(
    {
      level: "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }), log: (fields) => masked(fields) },
      serializers: { err: (error: Error) => masked({ ...stdSerializers.err(error) }) },
    },
    destination,
  )
}

/** A request's path with credentials masked. */
export function loggablePath(path: string) {
  return KEYS_IN_PATHS.reduce((shown, [pattern, mask]) => shown.replace(pattern, mask), path)
}

function masked(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => {
    const hidden = SECRET.test(name) || name === "message[body]"
    return [name, hidden ? MASK : maskedValue(name, value, depth)] as const
  })
  return Object.fromEntries(entries)
}

function maskedValue(name: string, value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => maskedValue(name, item, depth + 1))
  if (!isPlain(value)) return value
  return masked(name === "message" && "body" in value ? { ...value, body: MASK } : value, depth + 1)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
