import { describe, expect, test } from "bun:test"
import { join } from "node:path"

type Lch = { lightness: number; chroma: number; hue: number }

const css = await Bun.file(join(import.meta.dir, "tokens.css")).text()
const tokens = new Map(
  [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
)

// By WCAG 2.2 AA: text 4.5, what shows where a control is 3.
const TEXT = 4.5
const CONTROL = 3
const surfaces = ["bg", "message-bg", "message-mine-bg", "raised-bg", "sidebar-bg", "selected"]

describe.each(["day", "night"] as const)("by %s", (time) => {
  const ratio = (one: string, other: string) => contrast(colorOf(one, time), colorOf(other, time))

  test.each(surfaces)("has enough text contrast on %s", (surface) => {
    for (const color of ["text", "text-subtle", "link", "ember", "negative", "positive"])
      expect({ color, ratio: ratio(color, surface) }).toSatisfy((found) => found.ratio >= TEXT)
  })

  test("has enough text contrast on buttons and selected text", () => {
    expect(ratio("text-reversed", "ember")).toBeGreaterThanOrEqual(TEXT)
    expect(ratio("text-reversed", "negative")).toBeGreaterThanOrEqual(TEXT)
    expect(ratio("text", "selected-dark")).toBeGreaterThanOrEqual(TEXT)
  })

  test("has enough contrast for code in messages", () => {
    for (const color of ["code-name", "code-call"])
      for (const surface of ["message-bg", "message-mine-bg"])
        expect(ratio(color, surface)).toBeGreaterThanOrEqual(TEXT)
  })

  test("has enough contrast for field borders and focus rings", () => {
    for (const surface of ["bg", "raised-bg", "sidebar-bg"]) {
      expect(ratio("border-darker", surface)).toBeGreaterThanOrEqual(CONTROL)
      expect(ratio("ember", surface)).toBeGreaterThanOrEqual(CONTROL)
    }
  })
})

test("measures 21 for black on white", () => {
  const black = { lightness: 0, chroma: 0, hue: 0 }
  expect(contrast(black, { ...black, lightness: 1 })).toBeCloseTo(21, 1)
})

function colorOf(role: string, time: "day" | "night"): Lch {
  const pair = [...token(`--color-${role}`).matchAll(/oklch\((var\((--[\w-]+)\)|[^)]+)\)/g)]
  const [, triplet, name] = pair[time === "day" ? 0 : 1] ?? []
  const value = name ? token(name) : triplet
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = (value ?? "")
    .split(/[\s%]+/)
    .map(Number)
  return { lightness: lightness / 100, chroma, hue }
}

function token(name: string) {
  const value = tokens.get(name)
  if (value === undefined) throw new Error(`tokens.css has no ${name}`)
  return value
}

function contrast(one: Lch, other: Lch) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

// From OKLCH to linear sRGB with the matrices of CSS Color 4, then WCAG's weights.
function luminance({ lightness, chroma, hue }: Lch) {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue)
}

const shown = (channel: number) => Math.min(1, Math.max(0, channel))
