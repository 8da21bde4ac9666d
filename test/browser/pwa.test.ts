import { expect, test } from "bun:test"
import type { BrowserContext, Page, Worker } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import { openBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { addRoom, enter, twoPeople } from "./room"

/** Waits until the worker stands behind the page. */
async function workerOf(context: BrowserContext, page: Page): Promise<Worker> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 10))
  })
  return eventually(() => context.serviceWorkers()[0])
}

test("without a network there is a page that says so, and that goes on by itself", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)

  await scene.server.kill()
  await ada.page.goto("/rooms/1").catch(() => {})
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
  const styled = await ada.page
    .locator("[data-retry]")
    .evaluate((button) => getComputedStyle(button).borderRadius)
  expect(styled).not.toBe("0px")
  expect(ada.page.url()).toEndWith("/rooms/1")
  expect(await accessibilityErrors(ada.page)).toEqual([])

  await scene.server.start()
  await ada.ready()
  expect(ada.page.url()).toEndWith("/rooms/1")
})

test("the button there tries at once", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)

  await ada.person.context.setOffline(true)
  await ada.page.goto("/rooms/1").catch(() => {})
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
  await ada.page.getByRole("button", { name: "Try again" }).click()
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
  await ada.person.context.setOffline(false)
  await ada.ready()
})

test("a visit that finds no network ends there, too", async () => {
  await using scene = await twoPeople()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await using ada = await enter(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)
  await ada.page.locator(`#list_room_${kitchen.id}`).waitFor()

  await ada.person.context.setOffline(true)
  await ada.page.locator(`#list_room_${kitchen.id}`).click()
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
})

test("nothing that people read is kept on the device", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)
  await ada.page.goto("/rooms/1")
  await ada.ready()

  const kept = await ada.page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname.replace(/-\w+\./, "."))
  })

  expect(kept.sort()).toEqual(["/assets/offline.css", "/assets/offline.js", "/offline"])
})

test("what is pushed is shown, one notification per room, and counted on the icon", async () => {
  await using scene = await twoPeople()
  await using ada = await openBrowser(scene.server, {
    as: scene.ada,
    permissions: ["notifications"],
  })
  await ada.page.goto("/rooms/1")
  const worker = await workerOf(ada.context, ada.page)
  await worker.evaluate(() => {
    Object.assign(navigator, {
      setAppBadge: async (n: number) => Object.assign(self, { badge: n }),
    })
  })

  const push = await pusher(ada.context, ada.page, scene.server.url)
  for (const body of ["Kettle’s on", "Tea’s ready"])
    await push({
      title: "All Talk",
      options: { body, icon: "/account/logo", data: { path: "/rooms/1/@7", badge: 3 } },
    })

  const shown = await eventually(async () => {
    const notifications = await notificationsOf(worker)
    return notifications[0]?.body === "Tea’s ready" ? notifications : null
  })
  expect(shown).toEqual([{ title: "All Talk", body: "Tea’s ready", tag: "/rooms/1" }])
  await eventually(async () => (await worker.evaluate(() => Reflect.get(self, "badge"))) === 3)
})

test("what cannot be read is announced all the same", async () => {
  await using scene = await twoPeople()
  await using ada = await openBrowser(scene.server, {
    as: scene.ada,
    permissions: ["notifications"],
  })
  await ada.page.goto("/rooms/1")
  const worker = await workerOf(ada.context, ada.page)

  await (await pusher(ada.context, ada.page, scene.server.url))("not JSON")

  const shown = await eventually(async () => {
    const notifications = await notificationsOf(worker)
    return notifications.length > 0 ? notifications : null
  })
  expect(shown).toEqual([{ title: "New message", body: "", tag: "" }])
})

test("a click on a notification leads a window that is there, and opens none beside it", async () => {
  await using scene = await twoPeople()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await using ada = await openBrowser(scene.server, {
    as: scene.ada,
    permissions: ["notifications"],
  })
  await ada.page.goto("/rooms/1")
  const worker = await workerOf(ada.context, ada.page)

  await clickOn(worker, { path: `/rooms/${kitchen.id}` })
  await ada.page.waitForURL(`**/rooms/${kitchen.id}`)
  expect(ada.context.pages()).toHaveLength(1)
  expect(await notificationsOf(worker)).toEqual([])

  const home = ada.page.waitForRequest(`${scene.server.url}/`)
  await clickOn(worker, { path: "https://elsewhere.example/" })
  await home
})

test("help with notifications opens the one section that there is", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  const { NotificationsHelp } = await import("../../src/platform/ui/pwa/help")
  const help = String(
    NotificationsHelp({ platform: { browser: "Safari", os: "iPhone", mobile: true } }),
  )
  await ada.page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), help)

  const dialog = ada.page.getByRole("dialog", { name: "Notifications aren’t allowed" })
  await eventually(async () => {
    await ada.page.evaluate(() => dispatchEvent(new Event("notifications:denied")))
    return dialog.isVisible()
  })

  expect(await dialog.locator("details:visible").count()).toBe(1)
  await dialog.getByText("Add to Home Screen").waitFor()
  expect(await accessibilityErrors(ada.page, "#notifications_help")).toEqual([])
})

test("the browser's own offer to install shows a button, until it is taken", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)
  const { InstallHelp } = await import("../../src/platform/ui/pwa/help")
  const help = String(InstallHelp({ platform: { browser: "Chrome", os: "Linux", mobile: false } }))
  await ada.page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), help)
  const now = ada.page.getByRole("button", { name: "Install now" })
  // The styles that hide it come late, and Chromium may have made an offer of its own.
  await pageReady(ada.page)
  await ada.page.evaluate(() => dispatchEvent(new Event("appinstalled")))
  await now.waitFor({ state: "hidden" })

  await ada.page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true })
    dispatchEvent(Object.assign(offer, { prompt: () => (document.title = "asked") }))
  })
  await now.click()
  expect(await ada.page.title()).toBe("asked")
  await ada.page.evaluate(() => dispatchEvent(new Event("appinstalled")))

  await now.waitFor({ state: "hidden" })
})

/** Delivers as the push service would. */
async function pusher(context: BrowserContext, page: Page, origin: string) {
  const session = await context.newCDPSession(page)
  let id: string | undefined
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    id = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))?.registrationId ?? id
  })
  await session.send("ServiceWorker.enable")
  const registrationId = await eventually(() => id)
  return (data: unknown) =>
    session.send("ServiceWorker.deliverPushMessage", {
      origin,
      registrationId,
      data: typeof data === "string" ? data : JSON.stringify(data),
    })
}

function notificationsOf(worker: Worker) {
  return worker.evaluate(async () => {
    // A worker has its registration in its global scope, which pages' types don't know.
    const registration: ServiceWorkerRegistration = Reflect.get(self, "registration")
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, tag }) => ({ title, body, tag }))
  })
}

/** Browsers let nobody click for them, so the worker is told of a click on what it really shows. */
function clickOn(worker: Worker, data: { path: string }) {
  return worker.evaluate(async (data) => {
    const registration: ServiceWorkerRegistration = Reflect.get(self, "registration")
    await registration.showNotification("All Talk", { data })
    const [notification] = await registration.getNotifications()
    const Click = Reflect.get(self, "NotificationEvent")
    const click = new Click("notificationclick", { notification })
    // Only the browser's own events can be waited for.
    Object.defineProperty(click, "waitUntil", { value: () => {} })
    self.dispatchEvent(click)
  }, data)
}
