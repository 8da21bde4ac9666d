import { test } from "bun:test"
import { openBrowser } from "../support/browser"
import { post, startWithTwoUsers } from "./room"

test('shows a time today, then "yesterday", then the date', async () => {
  await using scene = await startWithTwoUsers()
  const { id, html } = await post(scene.ada, "Tea at four")
  await scene.ada.post(`/messages/${id}/save`, {})
  const said = new Date(/datetime="([^"]+)"/.exec(html)?.[1] ?? "")
  const options = { as: scene.ada, locale: "en-GB", timezoneId: noonAt(said) }
  await using ada = await openBrowser(scene.server, options)
  await ada.page.clock.install({ time: said })
  await ada.page.goto("/users/me/saved")
  const moment = (text: RegExp | string) =>
    ada.page.locator(".message-row__foot time").filter({ hasText: text }).waitFor()

  await moment(/^12:\d\d$/)
  await ada.page.clock.fastForward("24:00:00")
  await moment("yesterday")
  await ada.page.clock.fastForward("24:00:00")
  await moment(
    said.toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: options.timezoneId }),
  )
})

/** A time zone where it is between 12 and 1 o'clock, so that no day ends during the test. */
function noonAt(moment: Date) {
  const east = 12 - moment.getUTCHours()
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`
}
