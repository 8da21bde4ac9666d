import { ConfigError } from "./config"
import { AssetBuildError } from "./platform/assets/assets"
import { postgresConnectionError } from "./platform/database/database"

/** A sentence for an error that the person who starts Hearth can fix; null for a bug. */
export function startupErrorMessage(error: unknown) {
  if (error instanceof ConfigError || error instanceof AssetBuildError) return error.message
  if (!(error instanceof Error) || !("code" in error)) return null
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${process.env.PORT ?? 3000} is in use. Stop the other program, or set PORT to a free port.`
    case "EACCES":
      return `Permission denied: ${error.message}. Check the owner of Hearth's folders.`
    default:
      return postgresConnectionError(error)
  }
}
