import { expect, test } from "bun:test"
import { presentBody, sanitizeBody } from "./rich-text"

test("a body is shown as stored, in the element that styles hang on", () => {
  expect(presentBody("Hi <b>you</b>")).toBe(`<div class="trix-content">Hi <b>you</b></div>`)
  expect(presentBody("")).toBe("")
})

test("attachments are drawn by those who know them; the others leave a sign", () => {
  const body = sanitizeBody(
    `a <action-text-attachment sgid="x" content="<b>y</b>"></action-text-attachment>`,
  )

  expect(presentBody(body)).toBe(`<div class="trix-content">a ☒</div>`)
  expect(presentBody(body, ({ sgid, content }) => `[${sgid} ${content?.length}]`)).toBe(
    `<div class="trix-content">a [x 8]</div>`,
  )
})
