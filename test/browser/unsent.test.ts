import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { eventually } from "../support/timeouts"
import { openRoomPage, Room, startWithTwoUsers } from "./room"

const POSTS = "**/rooms/*/messages"

test("sends unsent messages after their tab crashed, in order and once", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { context } = ada.person
  await context.route(POSTS, async (route) => {
    // The server stores this one, but its response is lost.
    if (route.request().postData()?.includes("first")) await route.fetch()
    await route.abort()
  })
  for (const text of ["first", "second", "third"]) await ada.send(text)
  await ada.failed("third").waitFor()
  await eventually(async () => (await stored(ada.page)) === 2)

  await ada.page.close()
  await context.unroute(POSTS)
  const next = await reopened(ada)

  await bob.expectTexts("first", "second", "third")
  await next.stored("third").waitFor()
  await next.expectTexts("first", "second", "third")
  await eventually(async () => (await stored(next.page)) === 0)
})

test("shows unsent messages after a reload, to send, edit or delete them", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) => route.abort())
  for (const text of ["retried", "rephrased", "deleted"]) await ada.send(text)
  await ada.failed("deleted").waitFor()
  await eventually(async () => (await stored(ada.page)) === 3)

  await ada.page.reload()
  for (const text of ["retried", "rephrased", "deleted"]) await ada.failed(text).waitFor()
  await ada.ready()
  const press = (text: string, name: string) =>
    ada.failed(text).getByRole("button", { name }).click()
  await press("deleted", "Delete")
  await press("rephrased", "Edit")
  await ada.page.unroute(POSTS)
  await press("retried", "Try again")

  await ada.stored("retried").waitFor()
  await ada.expectTexts("retried")
  await eventually(async () => (await ada.composer.innerText()) === "rephrased")
  await eventually(async () => (await stored(ada.page)) === 0)
})

test("sends an unsent file after a reload", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) => route.abort())
  await pick(ada, "notes.txt", "what the file holds")
  await ada.failed("notes.txt").waitFor()
  await eventually(async () => (await stored(ada.page)) === 1)

  await ada.page.unroute(POSTS)
  await ada.page.reload()

  const file = ada.stored("notes.txt")
  await file.waitFor()
  const path =
    (await file.locator("a[href*=blobs], a[download]").first().getAttribute("href")) ?? ""
  const response = await ada.page.request.get(new URL(path, ada.page.url()).href)
  expect(await response.text()).toContain("what the file holds")
})

test("says which file must be picked again when the browser has no space for it", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.route(POSTS, (route) => route.abort())
  await ada.page.evaluate(() => {
    navigator.storage.estimate = async () => ({ quota: 10, usage: 10 })
  })
  await pick(ada, "large.txt", "too much")
  await ada.failed("large.txt").waitFor()
  await eventually(async () => (await stored(ada.page)) === 1)

  await ada.page.reload()

  const failure = ada.failed("large.txt").locator(".message__failure")
  await failure.waitFor()
  expect(await failure.innerText()).toContain("no space to keep large.txt. Pick the file again.")
})

test("sends messages by itself when the network is back", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.person.context.setOffline(true)
  await ada.send("one")
  await ada.send("two")
  await ada.failed("two").waitFor()

  await ada.person.context.setOffline(false)

  await ada.stored("two").waitFor()
  await ada.expectTexts("one", "two")
})

test("removes a sent draft from the person's other tabs, but no draft that differs", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.composer.pressSequentially("a draft")
  const same = await reopened(ada)
  const differing = await reopened(ada)
  await eventually(async () => (await same.composer.innerText()) === "a draft")
  await differing.composer.pressSequentially(" of my own")
  await eventually(async () => (await differing.composer.innerText()).includes("of my own"))
  await same.page.bringToFront()
  await same.composer.press("End")
  await same.composer.pressSequentially("!")
  const late = await reopened(ada)
  await eventually(async () => (await late.composer.innerText()) === "a draft!")

  await same.page.bringToFront()
  await same.page.keyboard.press("Enter")

  await eventually(async () => (await late.composer.innerText()).trim() === "")
  expect(await differing.composer.innerText()).toContain("of my own")
})

test("asks before signing out deletes unsent messages", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const questions: string[] = []
  let answer = false
  ada.page.on("dialog", (dialog) => {
    questions.push(dialog.message())
    return answer ? dialog.accept() : dialog.dismiss()
  })
  await ada.page.route(POSTS, (route) => route.abort())
  await ada.send("wait for me")
  await ada.failed("wait for me").waitFor()
  await eventually(async () => (await stored(ada.page)) === 1)
  const logOut = ada.page.getByRole("button", { name: "Log out" })

  await logOut.click()
  expect(questions).toEqual([expect.stringContaining("not sent yet")])
  expect(await stored(ada.page)).toBe(1)
  answer = true
  await logOut.click()

  await ada.page.getByLabel("Password").waitFor()
  await eventually(async () => (await stored(ada.page).catch(() => -1)) === 0)
})

/** A new tab of the same person. */
async function reopened({ person, page }: Room) {
  const tab = await person.context.newPage()
  const room = new Room(Object.assign(Object.create(person), { page: tab }))
  await tab.goto(page.url())
  await room.ready()
  return room
}

async function pick(room: Room, name: string, text: string) {
  const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) }
  await room.page.locator("#composer input[type=file]").setInputFiles(file)
  await room.composer.click()
  await room.page.keyboard.press("Enter")
}

/** How many unsent messages the browser keeps. */
const stored = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("outbox", 1)
        opening.onupgradeneeded = () =>
          opening.result.createObjectStore("messages", { keyPath: "clientId" })
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction("messages").objectStore("messages").count()
          counting.onsuccess = () => {
            opening.result.close()
            resolve(counting.result)
          }
        }
      }),
  )
