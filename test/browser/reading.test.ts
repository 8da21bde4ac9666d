import { expect, test } from "bun:test"
import { eventually } from "../support/patience"
import { chatter, enter, post, ROOM, type Room, twoPeople } from "./room"

test("a room opens at its newest message and grows upward as it is read", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 130)
  await using bob = await enter(scene.server, scene.bob)

  await bob.message("message 130.").waitFor()
  expect((await bob.scroll()).fromEnd).toBeLessThan(2)
  expect(await bob.messages.count()).toBeLessThan(130)
  await scrollUpTo(bob, "message 1.")

  await bob.reads(...said(1, 130))
  expect(bob.person.troubles).toEqual([])
})

test("older messages come in without moving what is read", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 120)
  await using bob = await enter(scene.server, scene.bob)
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

  expect(Math.abs((await bob.topOf(first)) - before)).toBeLessThan(2)
})

test("a long way up, the list lets go of its end, and the pill leads back to it", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 400)
  await using bob = await enter(scene.server, scene.bob)

  await scrollUpTo(bob, "message 1.")
  expect(await bob.messages.count()).toBeLessThanOrEqual(320)
  expect(await bob.message("message 400.").count()).toBe(0)
  await post(scene.ada, "news from below")
  await bob.pill.waitFor()
  expect(await bob.message("news from below").count()).toBe(0)
  await bob.pill.click()

  await bob.message("news from below").waitFor()
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  expect(await bob.pill.isVisible()).toBe(false)
})

test("a permalink shows its message in the middle, and both directions lead on without a gap", async () => {
  await using scene = await twoPeople()
  const ids = await chatter(scene.ada, 200)
  await using bob = await enter(scene.server, scene.bob, { at: `${ROOM}/@${ids[99]}` })

  const message = bob.page.locator(".message.search-highlight")
  expect(await message.textContent()).toContain("message 100.")
  expect(await distanceFromMiddle(bob)).toBeLessThan(60)
  expect(await bob.pill.isVisible()).toBe(true)
  await post(scene.ada, "message 201.")
  await scrollUpTo(bob, "message 1.")
  await scrollDownTo(bob, "message 201.")

  await bob.reads(...said(1, 201))
  await eventually(async () => {
    await bob.scrollTo(1_000_000)
    return !(await bob.pill.isVisible())
  })
})

test("a message that arrives while a permalink is read is not put after a gap", async () => {
  await using scene = await twoPeople()
  const ids = await chatter(scene.ada, 150)
  await using bob = await enter(scene.server, scene.bob, { at: `${ROOM}/@${ids[20]}` })
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

test("whoever reads further up is not pulled down, and is told of news", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 40)
  await using bob = await enter(scene.server, scene.bob)
  await using ada = await enter(scene.server, scene.ada)

  await bob.scrollTo(100)
  const before = await bob.topOf("message 20.")
  expect(await bob.pill.isVisible()).toBe(false)
  await ada.say("over here")
  await bob.pill.waitFor()
  expect(await bob.topOf("message 20.")).toBe(before)
  await bob.pill.click()

  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await eventually(async () => !(await bob.pill.isVisible()))
})

test("whoever is at the end stays there, and so does whoever speaks", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 40)
  await using bob = await enter(scene.server, scene.bob)
  await using ada = await enter(scene.server, scene.ada)

  await ada.say("following along")
  await bob.message("following along").waitFor()
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  await bob.scrollTo(0)
  await bob.say("from far above")

  await eventually(async () => (await bob.scroll()).fromEnd < 2)
  expect(await bob.pill.isVisible()).toBe(false)
})

test("whoever speaks while behind sees the newest page with the message at its end", async () => {
  await using scene = await twoPeople()
  const ids = await chatter(scene.ada, 150)
  await using bob = await enter(scene.server, scene.bob, { at: `${ROOM}/@${ids[20]}` })

  await bob.say("one thing")
  await bob.say("and another")
  await bob.stored("and another").waitFor()

  expect((await bob.texts()).slice(-3)).toEqual(["message 150.", "one thing", "and another"])
  expect(await bob.page.locator(".message:not([data-message-id])").count()).toBe(0)
  await eventually(async () => (await bob.scroll()).fromEnd < 2)
})

test("an edit or a removal above leaves the reader in place", async () => {
  await using scene = await twoPeople()
  const ids = await chatter(scene.ada, 60)
  await using bob = await enter(scene.server, scene.bob)
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

test("the message after a removed one gets its author’s name back", async () => {
  await using scene = await twoPeople()
  await post(scene.bob, "alone")
  const { id } = await post(scene.ada, "opens the thread")
  await post(scene.ada, "goes on")
  await using bob = await enter(scene.server, scene.bob)
  expect(await bob.message("goes on").getAttribute("class")).toContain("message--threaded")

  await scene.ada.delete(`${ROOM}/messages/${id}`)
  await bob.message("opens the thread").waitFor({ state: "detached" })

  expect(await bob.message("goes on").getAttribute("class")).not.toContain("message--threaded")
})

test("what arrives out of order settles where it belongs", async () => {
  await using scene = await twoPeople()
  await chatter(scene.ada, 3)
  await using bob = await enter(scene.server, scene.bob)

  await bob.page.evaluate(() => {
    const list = document.querySelector(".messages")
    const late = list?.querySelector(".message")?.cloneNode(true)
    if (!list || !(late instanceof HTMLElement)) throw new Error("There is no message to copy")
    late.id = "message_late"
    late.dataset.sortValue = String(Number(late.dataset.sortValue) + 0.5)
    for (const text of late.querySelectorAll("p")) text.textContent = "message 1½."
    const stream = document.createElement("turbo-stream")
    stream.setAttribute("action", "append")
    stream.setAttribute("target", list.id)
    stream.innerHTML = `<template>${late.outerHTML}</template>`
    document.body.append(stream)
  })

  await bob.reads("message 1.", "message 1½.", "message 2.", "message 3.")
})

test("a long day’s talk does not pile up on the page", async () => {
  await using scene = await twoPeople()
  await using bob = await enter(scene.server, scene.bob)

  await chatter(scene.ada, 330)
  await bob.stored("message 330.").waitFor()

  await eventually(async () => (await bob.messages.count()) <= 320)
  expect((await bob.scroll()).fromEnd).toBeLessThan(2)
  await scrollUpTo(bob, "message 1.")
})

test("times are the reader’s own", async () => {
  await using scene = await twoPeople()
  await post(scene.ada, "what time is it?")
  await using near = await enter(scene.server, scene.bob, {
    timezoneId: "Europe/Berlin",
    locale: "de-DE",
  })
  await using far = await enter(scene.server, scene.bob, {
    timezoneId: "Asia/Tokyo",
    locale: "ja-JP",
  })
  const time = (room: Room) => room.page.locator(".message__timestamp")

  const moment = new Date((await time(near).getAttribute("datetime")) ?? "")
  const clock = (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(moment)

  expect(await time(near).textContent()).toBe(clock("de-DE", "Europe/Berlin"))
  expect(await time(far).textContent()).toBe(clock("ja-JP", "Asia/Tokyo"))
})

function said(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => `message ${from + index}.`)
}

async function scrollUpTo(room: Room, text: string) {
  await eventually(async () => {
    await room.scrollTo(0)
    return (await room.message(text).count()) > 0
  }, text)
}

async function scrollDownTo(room: Room, text: string) {
  await eventually(async () => {
    await room.scrollTo(1_000_000)
    return (await room.message(text).count()) > 0
  }, text)
}

function distanceFromMiddle(room: Room) {
  return room.page.locator(".messages").evaluate((list) => {
    const middle = ({ top, height }: DOMRect) => top + height / 2
    const message = list.querySelector(".search-highlight") ?? list
    return Math.abs(middle(message.getBoundingClientRect()) - middle(list.getBoundingClientRect()))
  })
}
