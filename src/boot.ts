import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { createApp } from "./app"
import type { Config } from "./config"
import { loadAssets } from "./platform/assets/assets"
import { sameHost, startCable, stopCable, upgrade, websocket } from "./platform/cable/cable"
import { disableCaches, logCaches } from "./platform/cache/cache"
import { configureStore, openStore, startAfter } from "./platform/database/database"
import {
  clearIncoming,
  configureFiles,
  configureUploadLimit,
  diskFiles,
} from "./platform/files/file"
import { configureBuildId } from "./platform/http/build-id"
import { createHandler } from "./platform/http/handler"
import { configureSecret } from "./platform/http/signed"
import { startWorker } from "./platform/jobs/job"
import { log } from "./platform/logger"
import { loadSecret } from "./platform/secrets"
import { expirePresences, latestChange } from "./rooms/room"
import { authenticate, authorize } from "./sessions/session"
import { configureRateLimits } from "./users/user"
import { wire } from "./wiring"

const MEGABYTE = 1024 * 1024
const IDLE_SECONDS = 60

/** Milliseconds for open requests to finish at shutdown. */
const GRACE = 5000

/** Starts the process from the database up. `stop` ends it in reverse order. */
export async function boot(config: Config) {
  log.level = config.logLevel
  mkdirSync(config.storage, { recursive: true, mode: 0o700 })
  configureSecret(loadSecret(config))
  configureBuildId(config)
  await loadAssets({ cacheDir: config.cache, development: config.development })

  const store = await openStore(config.storage, config.databaseUrl)
  await store.migrate()
  configureStore(store)
  configureFiles(diskFiles(join(config.storage, "files")))
  configureUploadLimit(config.maxUploadBytes)
  await clearIncoming()
  startAfter(await latestChange())
  await expirePresences()

  wire()
  disableCaches(config.disabledCaches)
  configureRateLimits(config.postsPerMinute)
  startCable({
    authenticate,
    authorize,
    allowOrigin: allowOrigin(config),
    logger: log,
  })

  const worker = startWorker()
  const answer = createHandler(createApp(config), config)
  const server = Bun.serve({
    hostname: config.host,
    port: config.port,
    // Bun's default in production is true, and a second Hearth would start on the same port.
    reusePort: false,
    idleTimeout: IDLE_SECONDS,
    development: config.development,
    // Smaller limits with error messages are in http/request-body and files/uploads/receiving. This
    // one is for bodies that exceed even these.
    maxRequestBodySize: 2 * config.maxUploadBytes + 64 * MEGABYTE,
    routes: { "/cable": upgrade },
    fetch: answer,
    websocket,
  })

  return {
    url: server.url.origin,
    async stop() {
      const finished = server.stop()
      await stopCable()
      await Promise.race([finished, Bun.sleep(GRACE)])
      await server.stop(true)
      await worker.stop()
      logCaches()
      await store.close()
    },
  }
}

/** Pages of the public URL may open a socket even if a proxy changes the Host header. */
const allowOrigin =
  ({ publicUrl }: Config) =>
  (request: Request) =>
    sameHost(request) || (publicUrl !== null && request.headers.get("origin") === publicUrl)
