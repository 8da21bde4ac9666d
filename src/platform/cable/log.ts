/** Details first, as in pino. */
export type Logger = Record<"info" | "warn" | "error", (details: object, message: string) => void>

const silent: Logger = { info() {}, warn() {}, error() {} }

let current = silent

export const log = () => current

export function configureLogger(logger: Logger = silent) {
  current = logger
}
