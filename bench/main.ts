import { measure, measuresFor } from "./measure/measure"
import { HELP, readOptions } from "./options"
import { notes, table } from "./report/table"

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(HELP)
  else if (options.list) console.log(Object.keys(measuresFor(options)).join("\n"))
  else {
    const rows = await measure(options)
    console.log(`\n${table(rows)}\n\n${notes(rows)}`)
    if (options.json) await Bun.write(options.json, JSON.stringify(rows, null, 2))
  }
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}
