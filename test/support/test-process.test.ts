import { expect, test } from "bun:test"
import { parseFailures, parseScore } from "./test-process"

const OUTPUT = `
src/tea.test.ts:
(pass) a kettle \u001b]0;whose name hides what follows
(pass) a cup [0.10ms]
error: expect(received).toBe(expected)

Expected: "hot"
\u001b[31mReceived: "cold"\u001b[0m
(fail) a pot is hot [1.00ms]
(pass) a spoon [0.02ms]

1 tests failed:
(fail) a pot is hot [1.00ms]

 3 pass
 1 fail
Ran 4 tests across 1 file. [1.00s]
`

test("the score is parsed from the output, whatever the test names", () => {
  expect(parseScore(OUTPUT)).toEqual({ passed: 3, failed: 1 })
})

test("each failure appears once, with its reason and without other results", () => {
  expect(parseFailures(OUTPUT)).toStartWith("error: expect(received)")
  expect(parseFailures(OUTPUT)).toContain('Received: "cold"\n(fail) a pot is hot')
  expect(parseFailures(OUTPUT)).not.toMatch(/pass|spoon/)
})
