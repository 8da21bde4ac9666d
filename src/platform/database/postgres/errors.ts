// SQLSTATE of the errors that Hearth handles, see the appendix of PostgreSQL's manual.
const UNIQUE_VIOLATION = "23505"
const SERIALIZATION_FAILURE = "40001"
const DEADLOCK = "40P01"
const SHUTDOWNS = new Set<unknown>(["57P01", "57P02", "57P05"])

/** The transaction may succeed when it runs again. */
export function isConflict(error: unknown) {
  const state = sqlState(error)
  return state === SERIALIZATION_FAILURE || state === DEADLOCK
}

/** The server, an administrator or the network closed the connection while the statement ran. */
export const isConnectionLost = (error: unknown) =>
  SHUTDOWNS.has(sqlState(error)) ||
  (error instanceof Error && "code" in error && error.code === "ERR_POSTGRES_CONNECTION_CLOSED")

/** PostgreSQL refused a row, because a concurrent transaction inserted the same one. */
export const isUniqueViolation = (error: unknown) => sqlState(error) === UNIQUE_VIOLATION

// Bun's client puts it into `errno`.
const sqlState = (error: unknown) =>
  error instanceof Error && "errno" in error ? error.errno : undefined

const PROBLEMS = {
  ERR_POSTGRES_CONNECTION_REFUSED: "refused the connection. Start it, or correct DATABASE_URL.",
  ERR_POSTGRES_CONNECTION_FAILED: "closed the connection. Try again, or correct DATABASE_URL.",
  ERR_POSTGRES_CONNECTION_TIMEOUT: "does not respond. Start it, or correct DATABASE_URL.",
  ERR_POSTGRES_TLS_NOT_AVAILABLE:
    "does not support TLS. Enable TLS there, or remove sslmode from DATABASE_URL.",
}

// Wrong user, wrong password, no such database, too many connections, the server is starting.
const REFUSALS = /^(28|3D|53300|57P03)/

/** A sentence for an error that the person who starts Hearth can fix; null for another error. */
export function postgresConnectionError(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null
  for (const [code, problem] of Object.entries(PROBLEMS))
    if (error.code === code) return `The PostgreSQL server in DATABASE_URL ${problem}`
  return REFUSALS.test(String(sqlState(error)))
    ? `The PostgreSQL server in DATABASE_URL refused the connection: ${error.message}.`
    : null
}
