import { expect, test } from "bun:test"
import type { BrowserContext, Page, Worker } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import { openBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { addRoom, openRoomPage, startWithTwoUsers } from "./room"

/** Waits until the service worker controls the page. */
async function workerOf(context: BrowserContext, page: Page): Promise<Worker> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 10))
  })
  return eventually(() => context.serviceWorkers()[0])
}

test("shows an offline page without a network, and reloads when it returns", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
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

test("retries at once with the button of the offline page", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)

  await ada.person.context.setOffline(true)
  await ada.page.goto("/rooms/1").catch(() => {})
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
  await ada.page.getByRole("button", { name: "Try again" }).click()
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
  await ada.person.context.setOffline(false)
  await ada.ready()
})

test("shows the offline page after a Turbo visit without a network", async () => {
  await using scene = await startWithTwoUsers()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await workerOf(ada.person.context, ada.page)
  await ada.page.locator(`#list_room_${kitchen.id}`).waitFor()

  await ada.person.context.setOffline(true)
  await ada.page.locator(`#list_room_${kitchen.id}`).click()
  await ada.page.getByRole("heading", { name: "Can’t reach Hearth" }).waitFor()
})

test("caches no messages on the device", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
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

test("shows one notification per room for pushes, and counts them in the badge", async () => {
  await using scene = await startWithTwoUsers()
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

test("shows a notification for an unreadable push", async () => {
  await using scene = await startWithTwoUsers()
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

test("navigates an existing window on a click on a notification", async () => {
  await using scene = await startWithTwoUsers()
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
  // Chromium may hang when a profile is closed during a navigation.
  const loaded = ada.page.waitForEvent("load")
  await clickOn(worker, { path: "https://elsewhere.example/" })
  await home
  await loaded
})

test("expands the only section of the notification help", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
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

test("shows an install button while the browser offers to install", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { InstallHelp } = await import("../../src/platform/ui/pwa/help")
  const help = String(InstallHelp({ platform: { browser: "Chrome", os: "Linux", mobile: false } }))
  await ada.page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), help)
  const now = ada.page.getByRole("button", { name: "Install now" })
  // The styles that hide it load late, and Chromium may fire the event itself.
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

/** Delivers a push message. */
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
    // TypeScript's DOM types lack the worker's `registration`.
    const registration: ServiceWorkerRegistration = Reflect.get(self, "registration")
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, tag }) => ({ title, body, tag }))
  })
}

/** Scripts cannot click a notification, so this dispatches the event in the worker. */
function clickOn(worker: Worker, data: { path: string }) {
  return worker.evaluate(async (data) => {
    const registration: ServiceWorkerRegistration = Reflect.get(self, "registration")
    await registration.showNotification("All Talk", { data })
    const [notification] = await registration.getNotifications()
    const Click = Reflect.get(self, "NotificationEvent")
    const click = new Click("notificationclick", { notification })
    // Synthetic events do not support waitUntil.
    Object.defineProperty(click, "waitUntil", { value: () => {} })
    self.dispatchEvent(click)
  }, data)
}
