import { expect, test } from "bun:test"
import { z } from "zod"
import { pageReady } from "./keyboard"
import { addRoom, openRoomPage, post, type Room, startWithTwoUsers, storeMessages } from "./room"

/** The most elements that one new message may style and lay out, and the most rows it may change. */
const MOST = { styled: 150, laidOut: 100, changed: 3 }

test("a page of 40 messages has few elements, controllers and frames", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 40)
  await using bob = await openRoomPage(scene.server, scene.bob)

  const count = (selector: string) => bob.page.locator(selector).count()

  expect(await count(".messages > .message")).toBe(40)
  expect(await count("*")).toBeLessThan(1600)
  expect(await count("[data-controller]")).toBeLessThan(30)
  expect(await count("turbo-frame")).toBeLessThan(12)
})

test("a new message in a list of 300 changes, styles and lays out no other", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 300)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await showAtLeast(bob, 280)
  await post(scene.ada, "the first")
  await bob.stored("the first").waitFor()

  const changed = await countChangedRows(bob)
  const events = await traced(bob, async () => {
    await post(scene.ada, "the second")
    await bob.stored("the second").waitFor()
  })

  expect(await changed()).toBeLessThanOrEqual(MOST.changed)
  expect(sum(events, "UpdateLayoutTree", (args) => args.elementCount)).toBeLessThan(MOST.styled)
  expect(sum(events, "Layout", (args) => args.beginData?.dirtyObjects ?? 0)).toBeLessThan(
    MOST.laidOut,
  )
})

test("a visit of another room forces no style of the page that it is building", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  await using bob = await openRoomPage(scene.server, scene.bob, { at: `/rooms/${den.id}` })
  const work = await bob.page.evaluateHandle(() => {
    const counted = { languages: 0, styles: 0 }
    const computed = window.getComputedStyle
    window.getComputedStyle = (element, pseudo) => {
      if (element.matches(".messages, #message-area")) counted.styles++
      return computed(element, pseudo)
    }
    new MutationObserver((changes) => {
      counted.languages += changes.length
    }).observe(document.documentElement, { attributeFilter: ["lang"] })
    return counted
  })

  await bob.page.locator("#list_room_1").click()
  await bob.page.waitForURL("**/rooms/1")
  await bob.ready()

  expect(await work.jsonValue()).toEqual({ languages: 0, styles: 0 })
})

test("a visit asks for no row again, also when its author changed after the last message", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  await storeMessages(scene, 5)
  await scene.ada.patch("/users/me/profile", { "user[name]": "Ada Byron" })
  await using bob = await openRoomPage(scene.server, scene.bob, { at: `/rooms/${den.id}` })

  const refresh = bob.page.waitForResponse((response) => response.url().includes("/1/refresh"))
  await bob.page.locator("#list_room_1").click()
  const response = await refresh

  expect(new URL(response.url()).searchParams.get("held")?.split(",")).toHaveLength(5)
  expect(await response.text()).toBe("")
})

test("a typed character searches the page for no dialog, and changes no message", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 40)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  await bob.composer.pressSequentially("The kettle")
  const work = await bob.page.evaluateHandle(() => {
    const seen: { searches: string[]; changes: number } = { searches: [], changes: 0 }
    const { querySelector } = document
    document.querySelector = (selector: string) => {
      if (selector.includes("dialog")) seen.searches.push(selector)
      return querySelector.call(document, selector)
    }
    const list = document.querySelector(".messages")
    if (list)
      new MutationObserver((changes) => {
        seen.changes += changes.length
      }).observe(list, { subtree: true, childList: true, attributes: true })
    return seen
  })

  await bob.page.keyboard.type(" is on, tea is at four")

  expect(await work.jsonValue()).toEqual({ searches: [], changes: 0 })
})

/** Scrolls up until so many messages are loaded, and back to the end. */
async function showAtLeast(room: Room, count: number) {
  for (
    let shown = await room.messages.count();
    shown < count;
    shown = await room.messages.count()
  ) {
    await room.scrollTo(0)
    await room.page.waitForFunction(
      (before) => document.querySelectorAll(".messages > .message").length > before,
      shown,
    )
  }
  await room.scrollTo(Number.MAX_SAFE_INTEGER)
}

/** Counts the rows, new ones included, that change from now on. */
async function countChangedRows({ page }: Room) {
  await page.evaluate(() => {
    const changed = new Set<Element>()
    const observer = new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        for (const node of [target, ...addedNodes]) {
          const row = node instanceof Element ? node.closest(".messages > .message") : null
          if (row) changed.add(row)
        }
      document.body.dataset.changedRows = String(changed.size)
    })
    const list = document.querySelector(".messages")
    if (list) observer.observe(list, { attributes: true, childList: true, subtree: true })
  })
  return async () => Number(await page.locator("body").getAttribute("data-changed-rows"))
}

const Trace = z.array(
  z.object({
    name: z.string(),
    args: z
      .object({
        elementCount: z.int().default(0),
        beginData: z.object({ dirtyObjects: z.int().default(0) }).optional(),
      })
      .default({ elementCount: 0 }),
  }),
)
type TraceEvent = z.infer<typeof Trace>[number]

/** Chromium's trace of the styles and layouts that `act` and the two frames after it need. */
async function traced({ page }: Room, act: () => Promise<unknown>): Promise<TraceEvent[]> {
  const devtools = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  devtools.on("Tracing.dataCollected", ({ value }) => events.push(...Trace.parse(value)))
  const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve))
  await devtools.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline"] },
  })
  await act()
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  await devtools.send("Tracing.end")
  await complete
  return events
}

function sum(events: TraceEvent[], name: string, count: (args: TraceEvent["args"]) => number) {
  return events
    .filter((event) => event.name === name)
    .reduce((total, { args }) => total + count(args), 0)
}
