import { expect, test } from "bun:test"
import type { Sample } from "../measure/alternate"
import { compare, compareProcessorTime } from "./row"

const saturated: Sample = { rate: 20_000, cpu: 0.00005, busy: 1, driver: 0.5 }

test("the rate of a saturated server counts as measured", () => {
  const bare = { ...saturated, rate: 40_000, cpu: 0.000025 }

  const row = compare("Page", [{ hearth: saturated, bare }], 0.5)

  expect(row).toMatchObject({ bare: "40,000/s", cpu: "50 µs / 25 µs", met: true })
})

test("the rate that the driver limits counts as that of a full core", () => {
  const bare = { rate: 36_000, cpu: 0.00002, busy: 0.72, driver: 1 }

  const row = compare("Page", [{ hearth: saturated, bare }], 0.5)

  expect(row).toMatchObject({ bare: "50,000/s (driver limit)", met: false })
})

test("processor times are compared as a multiple of the bare server's", () => {
  const bare = { ...saturated, cpu: 0.00002 }

  const row = compareProcessorTime("Page", [{ hearth: saturated, bare }], 3)

  expect(row).toMatchObject({ ratio: "2.50 × (2.50 × to 2.50 ×)", met: true })
})
