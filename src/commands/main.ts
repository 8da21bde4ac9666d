/** bin/hearth: runs the command that the first argument names. */

import { parseConfig } from "../config"
import { startupErrorMessage } from "../startup-error"
import { CommandError } from "./command"
import { seed } from "./seed"

const COMMANDS = [seed]

const HELP = `Usage: bin/hearth COMMAND

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join("\n")}

Commands read the same settings as bin/serve (.env.example names them).`

const [name = "--help"] = process.argv.slice(2)
process.exit(await run(name))

/** @returns the exit code */
async function run(name: string): Promise<number> {
  if (["--help", "-h", "help"].includes(name)) {
    console.log(HELP)
    return 0
  }
  const command = COMMANDS.find((one) => one.name === name)
  if (!command) {
    console.error(`There is no command "${name}".\n\n${HELP}`)
    return 1
  }
  try {
    await command.run(parseConfig(process.env))
    return 0
  } catch (error) {
    const sentence = error instanceof CommandError ? error.message : startupErrorMessage(error)
    if (sentence === null) throw error
    console.error(sentence)
    return 1
  }
}
