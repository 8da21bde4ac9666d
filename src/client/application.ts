import { Application } from "@hotwired/stimulus"
import { registerControllers } from "./controllers/index"
import { confirmUntilTurboLoads } from "./page/confirm-before-turbo"
import "./page/current"
import "./page/install-offer"
import { reloadOnRestart } from "./page/reload-on-restart"
import { whenIdle } from "./page/timing"

const application = Application.start()
registerControllers(application)

// A page can be read, and written on, before it has become live.
const leaveAskingToTurbo = confirmUntilTurboLoads()
const live = import("./realtime").then(({ startRealtime }) => {
  leaveAskingToTurbo()
  startRealtime(application)
})

if (process.env.NODE_ENV === "development") reloadOnRestart()

// What reading and writing can do without comes after them.
whenIdle(async () => {
  const { startDeferred } = await import("./deferred")
  await Promise.allSettled([live])
  await startDeferred(application)
})
