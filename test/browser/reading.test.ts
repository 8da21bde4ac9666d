import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import {
  openRoomPage,
  post,
  postMessages,
  ROOM,
  type Room,
  startWithTwoUsers,
  storeMessages,
} from "./room"

test("opens a room at its newest message, and loads older ones while scrolling up", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 100)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await bob.message("message 100.").waitFor()
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  expect(await bob.messages.count()).toBeLessThan(100)
  await scrollUpTo(bob, "message 1.")

  await bob.expectTexts(...said(1, 100))
  expect(bob.person.errors).toEqual([])
})

test("inserts older messages without moving the visible ones", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 90)
  await using bob = await openRoomPage(scene.server, scene.bob)
  const held = Promise.withResolvers<void>()
  await bob.page.route("**/messages?before=*", async (route) => {
    await held.promise
    await route.continue()
  })

  await bob.scrollTo(0)
  const [first = ""] = await bob.texts()
  const before = await bob.topOf(first)
  const shown = await bob.messages.count()
  held.resolve()
  await eventually(async () => (await bob.messages.count()) > shown)

  await eventually(async () => Math.abs((await bob.topOf(first)) - before) < 2)
})

test("removes the newest rows far up, and returns to them with the pill", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 340)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await scrollUpTo(bob, "message 1.")
  expect(await bob.messages.count()).toBeLessThanOrEqual(320)
  expect(await bob.message("message 340.").count()).toBe(0)
  await post(scene.ada, "news from below")
  await bob.pill.waitFor()
  expect(await bob.message("news from below").count()).toBe(0)
  await bob.pill.click()

  await bob.message("news from below").waitFor()
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await bob.pill.waitFor({ state: "hidden" })
})

test("centres the message of a permalink, and pages both ways without a gap", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await storeMessages(scene, 120)
  await using bob = await openRoomPage(scene.server, scene.bob, { at: `${ROOM}/@${ids[59]}` })

  const message = bob.page.locator(".message.search-highlight")
  expect(await message.textContent()).toContain("message 60.")
  await eventually(async () => (await distanceFromMiddle(bob)) < 60)
  await bob.pill.waitFor()
  await post(scene.ada, "message 121.")
  await scrollUpTo(bob, "message 1.")
  await scrollDownTo(bob, "message 121.")

  await bob.expectTexts(...said(1, 121))
  await eventually(async () => {
    await bob.scrollTo(1_000_000)
    return !(await bob.pill.isVisible())
  })
})

test("appends no live message after a gap on a permalink", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await storeMessages(scene, 100)
  await using bob = await openRoomPage(scene.server, scene.bob, { at: `${ROOM}/@${ids[20]}` })
  const shown = await bob.messages.count()

  await bob.page.evaluate(() => {
    document.addEventListener("turbo:before-stream-render", () =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => Object.assign(window, { heard: true })),
      ),
    )
  })
  await post(scene.ada, "out of reach")
  await bob.page.waitForFunction(() => Reflect.get(window, "heard"))

  expect(await bob.message("out of reach").count()).toBe(0)
  expect(await bob.messages.count()).toBe(shown)
})

test("keeps the position of a reader further up, and shows the pill for new messages", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 40)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)

  await bob.scrollTo(100)
  const before = await bob.topOf("message 20.")
  expect(await bob.pill.isVisible()).toBe(false)
  await ada.send("over here")
  await bob.pill.waitFor()
  expect(await bob.topOf("message 20.")).toBe(before)
  await bob.pill.click()

  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await eventually(async () => !(await bob.pill.isVisible()))
})

test("follows the end for readers at the end and for the sender", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 40)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await using ada = await openRoomPage(scene.server, scene.ada)

  await ada.send("following along")
  await bob.message("following along").waitFor()
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await bob.scrollTo(0)
  await bob.send("from far above")

  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await bob.pill.waitFor({ state: "hidden" })
})

test("loads the newest page when a reader further up posts", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await storeMessages(scene, 100)
  await using bob = await openRoomPage(scene.server, scene.bob, { at: `${ROOM}/@${ids[20]}` })

  await bob.send("one thing")
  await bob.send("and another")
  await bob.stored("and another").waitFor()

  const end = ["message 100.", "one thing", "and another"].join()
  await eventually(async () => (await bob.texts()).slice(-3).join() === end)
  await bob.page.locator(".message:not([data-message-id])").waitFor({ state: "detached" })
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
})

test("keeps the position when a message above is edited or removed", async () => {
  await using scene = await startWithTwoUsers()
  const ids = await storeMessages(scene, 60)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await scrollUpTo(bob, "message 1.")
  await bob.page.evaluate(() => document.querySelector(".messages")?.scrollTo({ top: 700 }))
  const before = await bob.topOf("message 50.")

  const long = Array.from({ length: 12 }, (_, line) => `<p>line ${line}</p>`).join("")
  await scene.ada.patch(`${ROOM}/messages/${ids[1]}`, { "message[body]": long })
  await bob.message("line 11").waitFor({ state: "attached" })
  await eventually(async () => Math.abs((await bob.topOf("message 50.")) - before) < 2)
  await scene.ada.delete(`${ROOM}/messages/${ids[2]}`)
  await bob.message("message 3.").waitFor({ state: "detached" })

  await eventually(async () => Math.abs((await bob.topOf("message 50.")) - before) < 2)
})

test("shows the author again on the message after a removed one", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.bob, "alone")
  const { id } = await post(scene.ada, "opens the thread")
  await post(scene.ada, "goes on")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const threaded = bob.page.locator(".message--threaded").filter({ hasText: "goes on" })
  await threaded.waitFor()

  await scene.ada.delete(`${ROOM}/messages/${id}`)
  await bob.message("opens the thread").waitFor({ state: "detached" })

  await threaded.waitFor({ state: "detached" })
  await bob.message("goes on").waitFor()
})

test("sorts messages that arrive out of order", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 3)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await bob.page.evaluate(() => {
    const list = document.querySelector(".messages")
    const rows = [...document.querySelectorAll<HTMLElement>(".messages > .message")]
    // Messages posted quickly can have the same millisecond.
    for (const [place, row] of rows.entries()) row.dataset.sortValue = String(place)
    const late = rows[0]?.cloneNode(true)
    if (!list || !(late instanceof HTMLElement)) throw new Error("There is no message to copy")
    late.id = "message_late"
    late.dataset.sortValue = "0.5"
    for (const text of late.querySelectorAll("p")) text.textContent = "message 1½."
    const stream = document.createElement("turbo-stream")
    stream.setAttribute("action", "append")
    stream.setAttribute("target", list.id)
    stream.innerHTML = `<template>${late.outerHTML}</template>`
    document.body.append(stream)
  })

  await bob.expectTexts("message 1.", "message 1½.", "message 2.", "message 3.")
})

test("limits the number of rows on the page", async () => {
  await using scene = await startWithTwoUsers()
  await storeMessages(scene, 310)
  await using bob = await openRoomPage(scene.server, scene.bob)

  await scrollUpTo(bob, "message 1.")
  await bob.scrollTo(1_000_000)
  await bob.message("message 310.").waitFor()
  await postMessages(scene.ada, 15, 311)
  await bob.stored("message 325.").waitFor()

  await eventually(async () => (await bob.messages.count()) <= 320)
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await scrollUpTo(bob, "message 1.")
})

test("shows times in the browser's time zone", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "what time is it?")
  await using near = await openRoomPage(scene.server, scene.bob, {
    timezoneId: "Europe/Berlin",
    locale: "de-DE",
  })
  await using far = await openRoomPage(scene.server, scene.bob, {
    timezoneId: "Asia/Tokyo",
    locale: "ja-JP",
  })
  const time = (room: Room) => room.page.locator(".message__timestamp")

  const moment = new Date((await time(near).getAttribute("datetime")) ?? "")
  const clock = (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(moment)

  await time(near).getByText(clock("de-DE", "Europe/Berlin"), { exact: true }).waitFor()
  await time(far).getByText(clock("ja-JP", "Asia/Tokyo"), { exact: true }).waitFor()
})

function said(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => `message ${from + index}.`)
}

const scrollUpTo = ({ page }: Room, text: string) =>
  page.waitForFunction(
    (text) => {
      const list = document.querySelector(".messages")
      list?.scrollTo({ top: 0 })
      return list?.querySelector(".message")?.textContent.includes(text)
    },
    text,
    { polling: 50 },
  )

const scrollDownTo = ({ page }: Room, text: string) =>
  page.waitForFunction(
    (text) => {
      const list = document.querySelector(".messages")
      list?.scrollTo({ top: list.scrollHeight })
      return list?.querySelector(".message:last-child")?.textContent.includes(text)
    },
    text,
    { polling: 50 },
  )

function distanceFromMiddle(room: Room) {
  return room.page.locator(".messages").evaluate((list) => {
    const middle = ({ top, height }: DOMRect) => top + height / 2
    const message = list.querySelector(".search-highlight") ?? list
    return Math.abs(middle(message.getBoundingClientRect()) - middle(list.getBoundingClientRect()))
  })
}
