/** Bundles server and browser code before the tests begin: their lanes would each do it at once. */

import { startServer } from "./server"

await using _server = await startServer()
