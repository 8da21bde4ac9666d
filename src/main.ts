import { boot } from "./boot"
import { parseConfig } from "./config"
import { startupErrorMessage } from "./startup-error"

try {
  const hearth = await boot(parseConfig(process.env))
  console.log(`Hearth is listening at ${hearth.url}`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => hearth.stop().then(() => process.exit(0)))
  }
} catch (error) {
  const sentence = startupErrorMessage(error)
  if (sentence === null) throw error
  console.error(sentence)
  process.exit(1)
}
