import { afterAll, beforeAll, expect, test } from "bun:test"
import { ALLOWED_TAGS } from "../../src/messages/body/html/allowed"
import { sanitizeBody } from "../../src/messages/body/message-body"
import type { Message } from "../../src/messages/message"
import { database } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import { closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import { BROKEN_BYTES, HOSTILE_MARKUP, HUGE_MARKUP } from "../support/hostile/hostile"
import type { HttpClient } from "../support/http-client"
import { allMessages, scene } from "../support/scene"

const NARROW = { width: 375, height: 720 }
/** The number of messages on a permalink page. */
const A_PAGE = 81
const [HALF, QUIET] = [40, "<p>Nothing to see here</p>"]

// The sanitizer's own test covers the huge samples. A browser takes seconds to render them,
// so this includes only those that test the layout.
const HUGE = [
  "10,000 blocks in one another",
  "lists in lists",
  "a wide table",
  "one word of 60,000 letters",
  "a line of code without end",
  "a stack of combining marks",
  "isolates that never end",
]
const CORPUS = [...HOSTILE_MARKUP, ...HUGE.map((name) => HUGE_MARKUP[name] ?? "")]

let hearth: Hearth
let hall: Room
let bea: HttpClient
/** The results, in page order. */
let stored: Message[]

beforeAll(async () => {
  hearth = await openHearth()
  const people = await scene()
  hall = people.hall
  bea = await hearth.clientFor(people.bea)
  await post({ "message[body]": QUIET })
  await together(CORPUS, (markup) => post({ "message[body]": markup }))
  for (const [, body] of BROKEN_BYTES) await postBytes(body)
  stored = await allMessages()
})
afterAll(async () => {
  await closeBrowser()
  await hearth.close()
})

/** Runs `work` on all items, a few at a time. */
async function together<T>(all: T[], work: (one: T) => Promise<void>) {
  const rest = [...all]
  const hand = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: 8 }, hand))
}

/** Some samples are empty after sanitizing, and are rejected. */
async function post(form: Record<string, string>) {
  const answer = await bea.post(`/rooms/${hall.id}/messages`, form)
  expect([200, 422]).toContain(answer.status)
  if (answer.status === 422) expect(await answer.text()).toContain("the message is empty")
}

/** As a URL-encoded form, and as a multipart form. */
async function postBytes(body: Uint8Array) {
  const escaped = [...body].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
  const raw = Buffer.concat([Buffer.from("message%5Bbody%5D="), Buffer.from(body)])
  for (const form of [`message%5Bbody%5D=${escaped}`, raw])
    await postRaw("application/x-www-form-urlencoded", Buffer.from(form))
  const head = '--edge\r\nContent-Disposition: form-data; name="message[body]"\r\n\r\n'
  const parts = [Buffer.from(head), Buffer.from(body), Buffer.from("\r\n--edge--\r\n")]
  await postRaw("multipart/form-data; boundary=edge", Buffer.concat(parts))
}

async function postRaw(type: string, body: Buffer) {
  const answer = await bea.request("POST", `/rooms/${hall.id}/messages`, {
    headers: {
      "content-type": type,
      accept: "text/vnd.turbo-stream.html",
      origin: hearth.server.url,
    },
    body: new Uint8Array(body),
  })
  expect(answer.status).toBe(200)
}

test("runs nothing that is posted, and keeps the page around it unchanged", async () => {
  const person = await openBrowser(hearth.server, { as: bea, viewport: NARROW })
  const { page } = person
  const elsewhere: string[] = []
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== hearth.server.url) elsewhere.push(request.url())
  })
  page.on("dialog", (dialog) => {
    elsewhere.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(setTripwires)

  let sound: string | undefined
  const seen = new Set<number>()
  for (let middle = HALF; middle < stored.length + HALF; middle += A_PAGE) {
    const at = stored[Math.min(middle, stored.length - 1)]
    await page.goto(`/rooms/${hall.id}/@${at?.id}`)
    await page.locator(`.message--formatted[data-message-id="${at?.id}"]`).waitFor()

    const found = await page.evaluate(look, ALLOWED_TAGS)
    for (const { id, skeleton } of found.messages) {
      sound ??= skeleton
      expect([id, skeleton]).toEqual([id, sound])
      seen.add(id)
    }
    expect(found.troubles).toEqual([])
    expect(found.around).toEqual({ composers: 1, lists: 1, sidebars: 1, overhang: 0 })
  }

  expect([...seen].toSorted((a, b) => a - b)).toEqual(stored.map(({ id }) => id))
  expect(elsewhere).toEqual([])
  // Forged cards request their pictures from Hearth, which answers 404.
  expect(person.errorsExcept(/unfurled_images/)).toEqual([])
  await page.getByRole("textbox", { name: "Write a message" }).fill("Still here")
  await page.keyboard.press("Enter")
  await page.locator(".message[data-message-id]").filter({ hasText: "Still here" }).waitFor()
  await page.context().close()
})

test("keeps text, and removes unsafe markup", async () => {
  const texts = await database()
    .selectFrom("search_entries")
    .innerJoin("messages", "messages.id", "search_entries.rowid")
    .select(["search_entries.text", "messages.body"])
    .where("messages.id", "<=", stored.at(-1)?.id ?? 0)
    .orderBy("messages.id")
    .execute()
  const keptIn = (text: string) => text.match(/kept/g)?.length ?? 0
  const bodies = new Map(texts.map(({ body, text }) => [body, text]))

  const wrong = CORPUS.filter((markup) => {
    const text = bodies.get(sanitizeBody(markup).html) ?? ""
    return text.includes("lost") || (keptIn(markup) > 0 && keptIn(text) === 0)
  })

  expect(wrong.map((markup) => markup.slice(0, 200))).toEqual([])
  expect(texts.slice(-3 * BROKEN_BYTES.length).map(({ text }) => keptIn(text))).toEqual(
    Array.from({ length: 3 * BROKEN_BYTES.length }, () => 2),
  )
})

test("stores the same body when it is saved again", async () => {
  await together(stored, async (message) => {
    const path = `/rooms/${hall.id}/messages/${message.id}`
    const answer = await bea.patch(path, { "message[body]": message.body })
    expect([message.id, answer.status]).toEqual([message.id, 303])
  })
  const edited = (await allMessages()).filter(({ edited_at }) => edited_at !== null)

  expect(edited).toEqual([])
})

/** Runs in the page before its own scripts. */
function setTripwires() {
  const ran: string[] = []
  Object.assign(window, { ran })
  for (const name of ["alert", "confirm", "prompt", "print"])
    Object.assign(window, { [name]: (text: unknown) => ran.push(`${name} ${text}`) })
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    ran.push(`${violatedDirective} ${blockedURI}`),
  )
}

/** Runs in the page: returns errors, and each message's structure without its body. */
function look(allowedTags: string[]) {
  const TAGS = new Set([...allowedTags, "img"])
  const OURS = /^(trix-content|lexxy-|og-embed|mention|avatar|token|code-)/
  const ATTRIBUTES =
    /^(abbr|alt|cite|class|data-language|data-user-id|datetime|height|href|lang|name|rel|src|start|target|title|value|width|loading|xml:lang)$/
  const troubles: string[] = [...(Reflect.get(window, "ran") ?? [])]

  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id)
  for (const id of ids.filter((id, place) => ids.indexOf(id) !== place))
    troubles.push(`Two elements are called ${id}`)

  const list = document.querySelector(".messages")
  const messages = [...(list?.children ?? [])].flatMap((child) => {
    if (!(child instanceof HTMLElement) || !child.matches("article.message")) {
      if (child.id !== "system_welcome") troubles.push(`Among the messages: ${child.outerHTML}`)
      return []
    }
    const id = Number(child.dataset.messageId)
    for (const body of child.querySelectorAll<HTMLElement>(".message__presentation"))
      lookInto(body, id)
    return [{ id, skeleton: bones(child) }]
  })
  return {
    messages,
    troubles,
    around: {
      composers: document.querySelectorAll("#footer form#composer lexxy-editor").length,
      lists: document.querySelectorAll("#main-content #message-area > .messages").length,
      sidebars: document.querySelectorAll("body > #sidebar #user_sidebar").length,
      overhang: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    },
  }

  function lookInto(body: HTMLElement, id: number) {
    for (const element of body.querySelectorAll<HTMLElement>("*")) {
      const name = element.localName
      if (!TAGS.has(name)) troubles.push(`${id} holds ${name}`)
      // The page's script makes scrolling blocks focusable.
      const scrolls = name === "pre" || name === "table"
      // The server isolates names, and gives blocks the direction of their text.
      for (const { name: attribute } of element.attributes)
        if (
          attribute !== "dir" &&
          !ATTRIBUTES.test(attribute) &&
          !(scrolls && attribute === "tabindex")
        )
          troubles.push(`${id}: ${name} has ${attribute}`)
      for (const one of element.classList)
        if (!OURS.test(one)) troubles.push(`${id}: ${name} is ${one}`)
      if (element instanceof HTMLAnchorElement && element.hasAttribute("href")) {
        if (!/^(https?|mailto):$/.test(element.protocol)) troubles.push(`${id}: ${element.href}`)
        if (element.origin !== location.origin && element.target !== "_blank")
          troubles.push(`${id} leaves by ${element.href}`)
      }
      if (/fixed|absolute|sticky/.test(getComputedStyle(element).position))
        troubles.push(`${id}: ${name} has left its place`)
    }
    const [inner, outer] = [body, body.closest("article") ?? body].map((element) =>
      element.getBoundingClientRect(),
    )
    if (!inner || !outer) return
    const sticksOut =
      inner.left < 0 || inner.right > innerWidth + 1 || inner.bottom > outer.bottom + 1
    if (sticksOut) troubles.push(`${id} sticks out: ${JSON.stringify(inner)}`)
  }

  // Leaves out what differs by design: author, time and grouping.
  function bones(message: Element) {
    const copy = message.cloneNode(true)
    if (!(copy instanceof Element)) return ""
    copy.querySelector(".message__presentation")?.replaceChildren()
    copy.removeAttribute("class")
    return copy.outerHTML
      .replace(/message_[\w-]+/g, "message_")
      .replace(/@\d+|messages\/\d+/g, "@")
      .replace(/ (data-[\w-]*|title)(="[^"]*")?/g, "")
      .replace(/<time[^>]*>[^<]*<\/time>/g, "<time></time>")
      .replace(/\b(id|for|aria-\w+|src|href|action)="[^"]*"/g, '$1=""')
  }
}
