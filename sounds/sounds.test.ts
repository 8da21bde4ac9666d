import { describe, expect, test } from "bun:test"
import { SOUND_NAMES, type SoundName } from "../src/messages/sounds/names"
import { compose } from "./scores/scores"
import { RATE, type Samples } from "./synth/tape"

const rendered = new Map(SOUND_NAMES.map((name) => [name, compose(name)]))
const WINDOW = RATE / 20

describe("every rendered sound", () => {
  test("lasts between a third of a second and three seconds", () => {
    for (const [name, samples] of rendered) {
      const seconds = samples.length / RATE
      expect([name, seconds >= 0.3 && seconds <= 3]).toEqual([name, true])
    }
  })

  test("is audible, finite and as loud as the others", () => {
    for (const [name, samples] of rendered) {
      expect([name, samples.every(Number.isFinite)]).toEqual([name, true])
      expect([name, peak(samples)]).toEqual([name, expect.closeTo(0.8, 1)])
      expect([name, levels(samples).filter((level) => level > 0.02).length > 4]).toEqual([
        name,
        true,
      ])
    }
  })

  test("differs from every other", () => {
    const envelopes = new Set([...rendered.values()].map((samples) => levels(samples).join()))
    expect(envelopes.size).toBe(SOUND_NAMES.length)
  })

  test("is deterministic", () => {
    for (const name of ["bell", "noooo", "rimshot"] as SoundName[])
      expect(compose(name)).toEqual(rendered.get(name) ?? new Float32Array())
  })
})

const peak = (samples: Samples) =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

/** The RMS level of each twentieth of a second. */
function levels(samples: Samples) {
  return Array.from({ length: Math.ceil(samples.length / WINDOW) }, (_, i) => {
    const part = samples.subarray(i * WINDOW, (i + 1) * WINDOW)
    return Math.sqrt(part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length)
  })
}
