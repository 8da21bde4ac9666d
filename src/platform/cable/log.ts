/** Details first, as pino has it. */
export type Logger = Record<"info" | "warn" | "error", (details: object, message: string) => void>

const quiet: Logger = { info() {}, warn() {}, error() {} }

let current = quiet

export const log = () => current

export function configureLogger(logger: Logger = quiet) {
  current = logger
}
