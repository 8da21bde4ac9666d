import { Application } from "@hotwired/stimulus"
import { askUntilTurboDoes } from "./ask-first"
import { registerControllers } from "./controllers/index"
import "./current"
import "./install-offer"
import { whenIdle } from "./timing"

const application = Application.start()
registerControllers(application)

// A page can be read, and written on, before it has become live.
const leaveAskingToTurbo = askUntilTurboDoes()
const live = import("./live").then(({ enliven }) => {
  leaveAskingToTurbo()
  enliven(application)
})

// What reading and writing can do without comes after them.
whenIdle(async () => {
  const { equip } = await import("./later")
  await Promise.allSettled([live])
  await equip(application)
})
