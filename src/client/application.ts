import { Application } from "@hotwired/stimulus"
import { registerControllers } from "./controllers/index"
import { confirmUntilTurboLoads } from "./page/confirm-before-turbo"
import "./page/current"
import "./page/install-offer"
import { reloadOnRestart } from "./page/reload-on-restart"
import { whenIdle } from "./page/timing"

const application = Application.start()
registerControllers(application)

// The page can be read and written before Turbo and the cable have loaded.
const stopConfirming = confirmUntilTurboLoads()
const realtime = import("./realtime").then(({ startRealtime }) => {
  stopConfirming()
  startRealtime(application)
})

if (process.env.NODE_ENV === "development") reloadOnRestart()

// The rest loads when the browser is idle.
whenIdle(async () => {
  const { startDeferred } = await import("./deferred")
  await Promise.allSettled([realtime])
  await startDeferred(application)
})
