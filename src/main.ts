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

/** What whoever starts Hearth can do something about; anything else is a bug and shows as one. */
function sentenceFor(error: unknown) {
  if (error instanceof ConfigError || error instanceof AssetBuildError) return error.message
  if (!(error instanceof Error) || !("code" in error)) return null
  switch (error.code) {
    case "EADDRINUSE":
      return `PORT ${process.env.PORT ?? 3000} is taken by another program: end that, or set PORT to a free one.`
    case "EACCES":
      return `This user may not do what the start needs: ${error.message}.`
    case "ECONNREFUSED":
      return "DATABASE_URL names a PostgreSQL server that does not answer: start it, or mend the address."
    default:
      return null
  }
}
