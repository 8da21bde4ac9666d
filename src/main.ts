import { boot } from "./boot"
import { ConfigError, parseConfig } from "./config"
import { AssetBuildError } from "./platform/assets/assets"

try {
  const hearth = await boot(parseConfig(process.env))
  console.log(`Hearth is listening at ${hearth.url}`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => hearth.stop().then(() => process.exit(0)))
  }
} catch (error) {
  const sentence = sentenceFor(error)
  if (sentence === null) throw error
  console.error(sentence)
  process.exit(1)
}

/**
 * A sentence for errors that the operator can fix; null for bugs, which are thrown with a stack.
 */
function sentenceFor(error: unknown) {
  if (error instanceof ConfigError || error instanceof AssetBuildError) return error.message
  if (!(error instanceof Error) || !("code" in error)) return null
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${process.env.PORT ?? 3000} is in use. Stop the other program, or set PORT to a free port.`
    case "EACCES":
      return `Permission denied: ${error.message}. Check the owner of Hearth's folders.`
    case "ECONNREFUSED":
      return "The PostgreSQL server in DATABASE_URL refused the connection. Start it, or correct DATABASE_URL."
    default:
      return null
  }
}
