import { expect, test } from "bun:test"
import { Icon } from "./icon"

test("an icon has only shapes: no name, size or color", () => {
  expect(String(<Icon name="check" />)).toBe(
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg>',
  )
})
