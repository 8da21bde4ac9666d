import { expect, test } from "bun:test"
import { NOBODY, readBody, sanitizeBody } from "./message-body"
import { presentBody } from "./presentation"

test("a body is shown as stored, in the element that styles hang on", () => {
  expect(presentBody(readBody("Hi <b>you</b>"), NOBODY)).toBe(
    `<div class="trix-content">Hi <b>you</b></div>`,
  )
  expect(presentBody(readBody(""), NOBODY)).toBe("")
})

test("attachments are rendered by their kind; an unknown one leaves a sign", () => {
  const body = sanitizeBody(
    `a <action-text-attachment sgid="x" content="<b>y</b>"></action-text-attachment>`,
  )

  expect(presentBody(body, NOBODY)).toBe(`<div class="trix-content">a ☒</div>`)
  expect(body.withAttachments(({ sgid, content }) => `[${sgid} ${content?.length}]`)).toBe(
    "a [x 8]",
  )
})
