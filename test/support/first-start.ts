/** Bundles server and client code before the tests, which would otherwise do it at the same time. */

import { startServer } from "./server"

await using _server = await startServer()
