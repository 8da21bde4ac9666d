import { expect, test } from "bun:test"
import { pageReady } from "./keyboard"
import { openRoomPage, post, type Room, startWithTwoUsers } from "./room"

test("copies several messages as names, times and texts, and nothing of their menus", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "The  kettle<br>\tis on")
  const { id } = await post(scene.bob, "On <b>my</b> way")
  await post(scene.bob, "With cake")
  const boost = await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👍" })
  expect(boost.status).toBeLessThan(400)
  await using ada = await openRoomPage(scene.server, scene.ada, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  await ada.stored("cake").waitFor()
  await pageReady(ada.page)

  const times = await ada.page.locator(".message__timestamp").allTextContents()
  const [first, second, third] = times.map((time) => time.trim())
  expect(first).toMatch(/\d/)

  await select(ada, ["kettle", 0], ["cake", 9])
  expect(await copied(ada)).toBe(
    [
      `Ada Lovelace, ${first}: The  kettle\n\tis on`,
      `Bob Noyce, ${second}: On my way`,
      `Bob Noyce, ${third}: With cake`,
    ].join("\n"),
  )

  await select(ada, ["is on", 1], ["my", 2])
  expect(await copied(ada)).toBe(
    [`Ada Lovelace, ${first}: is on`, `Bob Noyce, ${second}: On my`].join("\n"),
  )

  await select(ada, ["way", 1], ["way", 3])
  expect(await copied(ada)).toBe("wa")
})

test("copies all messages with Ctrl+A outside the composer", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.bob, "One")
  await post(scene.ada, "Two")
  await using ada = await openRoomPage(scene.server, scene.ada, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  await ada.stored("Two").waitFor()
  await pageReady(ada.page)

  await ada.page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  await ada.page.keyboard.press("ControlOrMeta+a")
  const lines = (await copied(ada)).split("\n")
  expect(lines.map((line) => line.replace(/, .*: /, ": "))).toEqual([
    "Bob Noyce: One",
    "Ada Lovelace: Two",
  ])
})

/** Selects from the text node that holds one word to that of another, at offsets in these nodes. */
const select = (room: Room, from: [string, number], to: [string, number]) =>
  room.page.evaluate(
    ([[start, startOffset], [end, endOffset]]) => {
      const textNode = (word: string) => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
          const { parentElement, nodeValue } = walker.currentNode
          if (nodeValue?.includes(word) && parentElement?.closest(".message__presentation"))
            return walker.currentNode
        }
        throw new Error(`No ${word}`)
      }
      const [first, last] = [textNode(start), textNode(end)]
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      getSelection()?.setBaseAndExtent(first, startOffset, last, endOffset)
    },
    [from, to] as const,
  )

async function copied(room: Room) {
  await room.page.keyboard.press("ControlOrMeta+c")
  return room.page.evaluate(() => navigator.clipboard.readText())
}
